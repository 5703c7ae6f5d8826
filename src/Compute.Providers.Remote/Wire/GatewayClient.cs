using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Providers.Remote.Wire;

/// <summary>The calls of the gateway. The key travels in a header of each request, so that the client itself can be shared.</summary>
internal sealed class GatewayClient
{
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(10);

    private const int MaxProblemBytes = 4 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly AuthenticationHeaderValue? _key;

    public GatewayClient(RemoteOptions options, HttpClient http)
    {
        if (!options.GatewayUrl.IsAbsoluteUri || options.GatewayUrl.Scheme is not ("http" or "https"))
        {
            throw new ProviderConfigurationException("COMPUTE_GATEWAY_URL has to be an absolute address that begins with http or https.");
        }

        _http = http;
        _key = options.ApiKey is { } key ? new AuthenticationHeaderValue("Bearer", key) : null;
        ReconnectTimeout = options.ReconnectTimeout;
        var root = new Uri(options.GatewayUrl.AbsoluteUri.TrimEnd('/') + '/');
        var backEnd = options.BackEnd is { } name ? $"/providers/{Uri.EscapeDataString(name)}" : "";
        _address = new Uri(root, $"{GatewayProtocol.Version}{backEnd}/");
    }

    public TimeSpan ReconnectTimeout { get; }

    /// <summary>The gateway process that responded last; null before the first response.</summary>
    public string? Instance { get; private set; }

    public HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, new Uri(_address, path)) { Headers = { Authorization = _key } };

    public HttpRequestMessage Request<T>(HttpMethod method, string path, T body) => Request(method, path, body, ComputeJson.TypeInfo<T>());

    public HttpRequestMessage Request<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type)
    {
        var request = Request(method, path);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(GatewayProtocol.JsonType);
        return request;
    }

    /// <summary>Sends a request whose response has no content.</summary>
    /// <remarks>Only what may be done twice: it has a key by which it is repeated after a lost connection.</remarks>
    public async Task CallAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = Request(method, path);
        request.Headers.Add(GatewayProtocol.IdempotencyKey, Guid.NewGuid().ToString());
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await response.ReadJsonAsync(ComputeJson.TypeInfo<T>(), cancellationToken).ConfigureAwait(false);
    }

    public Task<T> ReadAsync<T>(string path, CancellationToken cancellationToken) =>
        RepeatAsync<T>(() => Request(HttpMethod.Get, path), cancellationToken);

    /// <summary>Sends a request that may be sent twice. The client repeats it until a response begins, and this where one breaks
    /// off.</summary>
    public async Task<T> RepeatAsync<T>(Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        var retry = new Reconnection(ReconnectTimeout);
        while (true)
        {
            using var request = create();
            using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                return await response.ReadJsonAsync(ComputeJson.TypeInfo<T>(), cancellationToken).ConfigureAwait(false);
            }
            catch (SandboxUnavailableException error)
            {
                await retry.WaitAsync(error, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a request; the caller disposes the response, whose content is not read yet.</summary>
    /// <exception cref="ComputeException">The error that the gateway reports, as it was there.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ComputeHttp.MapException(exception, cancellationToken) is ComputeException error)
        {
            throw error;
        }

        if (response.Headers.TryGetValues(GatewayProtocol.Instance, out var instances))
        {
            Instance = instances.First();
        }

        try
        {
            if (!response.IsSuccessStatusCode)
            {
                if (response.Content.Headers.ContentType?.MediaType == GatewayProtocol.ProblemType)
                {
                    throw await ReadProblemAsync(response, cancellationToken).ConfigureAwait(false);
                }

                await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Reads a sequence of items; one that ends without saying so is a lost connection.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var lines = NdjsonReader.ReadAsync(body, GatewayJson.Default.ItemLine, cancellationToken: cancellationToken);
        await foreach (var line in lines.ConfigureAwait(false))
        {
            if (line.Error is { } error)
            {
                throw GatewayMessage.ErrorOf(GatewayMessage.Read<ComputeErrorInfo>(error));
            }

            if (line.End is true)
            {
                yield break;
            }

            yield return GatewayMessage.Read<T>(line.Item);
        }

        throw Lost();
    }

    /// <summary>Whether the connection was lost, so that the request may be sent once more.</summary>
    public static bool IsLost(SandboxUnavailableException error) => error.IsOutcomeUnknown || error.InnerException is not null;

    /// <summary>Cleans up for a while. What is left when it fails, the gateway removes itself later.</summary>
    public static async Task TryAsync(Func<CancellationToken, Task> action)
    {
        using var limit = new CancellationTokenSource(CleanUpLimit);
        try
        {
            await action(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ComputeException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    public static SandboxUnavailableException Lost() =>
        new("The connection to the gateway was lost: its response ended too early.") { IsOutcomeUnknown = true };

    private static async Task<ComputeException> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Problem? problem;
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxProblemBytes, cancellationToken).ConfigureAwait(false);
            problem = await response.ReadJsonAsync(GatewayJson.Default.Problem, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return (ComputeException)ComputeHttp.MapException(exception, cancellationToken);
        }

        return problem.Error is { } error
            ? GatewayMessage.ErrorOf(GatewayMessage.Read<ComputeErrorInfo>(error))
            : new ProviderFaultException($"The gateway refused the request: {problem.Detail}");
    }
}
