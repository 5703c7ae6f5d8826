using Compute.Framework;
using Compute.Framework.Http;
using Refit;

namespace AcmeSandboxes;

/// <summary>Calls the service through <see cref="IAcmeApi"/>, with the framework's typed errors.</summary>
/// <remarks>A provider may also take the interface itself; Refit's settings are then its defaults, so that its errors are not typed.</remarks>
internal sealed class AcmeClient
{
    private readonly IAcmeApi _api;
    private readonly string _apiKey;

    public AcmeClient(AcmeOptions options, HttpClient http)
    {
        _apiKey = options.ApiKey;
        http.BaseAddress = new Uri(options.BaseUrl.AbsoluteUri.TrimEnd('/'));
        _api = RestService.For<IAcmeApi>(http, new RefitSettings
        {
            ContentSerializer = new SystemTextJsonContentSerializer(AcmeJson.Default.Options),
            ExceptionFactory = TypedErrorAsync,
        });
    }

    // The service knows a repeated request by its key, so a lost answer can be asked for again.
    public Task<AcmeSandbox> CreateAsync(AcmeCreate body, CancellationToken cancellationToken) =>
        _api.CreateAsync(body, Guid.NewGuid().ToString(), _apiKey, cancellationToken);

    public async Task<AcmeSandbox?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.GetAsync(id, _apiKey, cancellationToken);
        }
        catch (SandboxNotFoundException)
        {
            return null;
        }
    }

    public Task<AcmePage> ListAsync(string? after, CancellationToken cancellationToken) => _api.ListAsync(after, _apiKey, cancellationToken);

    public Task DeleteAsync(string id, CancellationToken cancellationToken) => _api.DeleteAsync(id, _apiKey, cancellationToken);

    public Task<AcmeResult> RunAsync(string id, AcmeCommand body, CancellationToken cancellationToken) =>
        _api.RunAsync(id, body, _apiKey, cancellationToken);

    private static async Task<Exception?> TypedErrorAsync(HttpResponseMessage response)
    {
        try
        {
            await response.EnsureComputeSuccessAsync(HttpResource.Sandbox);
            return null;
        }
        catch (ComputeException error)
        {
            return error;
        }
    }
}
