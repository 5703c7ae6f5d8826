using System.Text.Json;
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
        _api = RestService.ForGenerated<IAcmeApi>(http, AcmeJson.Default, new RefitSettings
        {
            // In memory, so that a request whose response was lost can be sent again.
            RequestBodySerialization = RequestBodySerializationMode.Buffered,

            // Refit's own exceptions carry the request with its key; these do not.
            ExceptionFactory = RefusedAsync,
            DeserializationExceptionFactory = UnreadableAsync,
            TransportExceptionFactory = (_, exception, cancellationToken) => ComputeHttp.MapException(exception, cancellationToken),
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

    private static async ValueTask<Exception?> RefusedAsync(HttpResponseMessage response)
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

    private static ValueTask<Exception?> UnreadableAsync(HttpResponseMessage response, Exception exception) => ValueTask.FromResult<Exception?>(exception switch
    {
        JsonException json => new ProviderFaultException($"The service's response is not the expected JSON (at '{json.Path}').", json),
        OperationCanceledException => exception,
        _ => ComputeHttp.MapException(exception, CancellationToken.None),
    });
}
