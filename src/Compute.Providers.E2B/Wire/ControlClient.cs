using System.Runtime.CompilerServices;
using System.Text.Json;
using Refit;

namespace Compute.Providers.E2B.Wire;

/// <summary>The control API with the framework's typed errors, and a limit for each request.</summary>
internal sealed class ControlClient
{
    private readonly IE2BApi _api;
    private readonly E2BOptions _options;

    public ControlClient(E2BOptions options, HttpClient http)
    {
        _options = options;
        Address = options.ApiUrl ?? new Uri(options.Debug ? "http://localhost:3000" : $"https://api.{options.Domain}");
        http.BaseAddress = new Uri(Address.AbsoluteUri.TrimEnd('/'));
        _api = RestService.ForGenerated<IE2BApi>(http, E2BJson.Default, new RefitSettings
        {
            // In memory, so that a request that certainly did nothing can be sent again.
            RequestBodySerialization = RequestBodySerializationMode.Buffered,

            // Refit's own exceptions carry the request with its key; these do not.
            ExceptionFactory = RefusedAsync,
            DeserializationExceptionFactory = UnreadableAsync,
            TransportExceptionFactory = (_, exception, cancellationToken) => ComputeHttp.MapException(exception, cancellationToken),
        });
    }

    public Uri Address { get; }

    /// <summary>Makes a call.</summary>
    public async Task<T> CallAsync<T>(Func<IE2BApi, string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = new RequestLimit(_options.RequestTimeout, cancellationToken);
        return await limit.KeepAsync(token => call(_api, _options.ApiKey, token)).ConfigureAwait(false);
    }

    /// <summary>Makes a call that returns nothing; whether there was what it is about (not 404); 409 says that it was so before.</summary>
    public Task<bool> TryAsync(
        Func<IE2BApi, string, CancellationToken, Task<HttpResponseMessage>> call, CancellationToken cancellationToken) =>
        CallAsync(
            async (api, key, token) =>
            {
                using var response = await call(api, key, token).ConfigureAwait(false);
                if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
                {
                    return false;
                }

                if (response.StatusCode != System.Net.HttpStatusCode.Conflict)
                {
                    await response.EnsureComputeSuccessAsync(cancellationToken: token).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Reads a listing, page by page.</summary>
    public IAsyncEnumerable<T> ListAsync<T>(
        Func<IE2BApi, string, string?, CancellationToken, Task<HttpResponseMessage>> readPage, CancellationToken cancellationToken) =>
        Paging.ReadAllAsync(
            (next, outer) => CallAsync(
                async (api, key, token) =>
                {
                    using var response = await readPage(api, key, next, token).ConfigureAwait(false);
                    await response.EnsureComputeSuccessAsync(cancellationToken: token).ConfigureAwait(false);
                    var following = response.Headers.TryGetValues("X-Next-Token", out var values) ? values.FirstOrDefault() : null;
                    return (Items: await response.ReadJsonAsync(E2BJson.TypeOf<List<T>>(), token).ConfigureAwait(false), Next: following);
                },
                outer),
            static page => page.Items,
            static page => page.Next,
            cancellationToken);

    private static async ValueTask<Exception?> RefusedAsync(HttpResponseMessage response)
    {
        try
        {
            await response.EnsureComputeSuccessAsync(HttpResource.Sandbox).ConfigureAwait(false);
            return null;
        }
        catch (ComputeException error)
        {
            return error;
        }
    }

    private static ValueTask<Exception?> UnreadableAsync(HttpResponseMessage response, Exception exception) =>
        ValueTask.FromResult<Exception?>(exception switch
        {
            JsonException json => new ProviderFaultException($"E2B's response is not the expected JSON (at '{json.Path}').", json),
            OperationCanceledException => exception,
            _ => ComputeHttp.MapException(exception, CancellationToken.None),
        });
}
