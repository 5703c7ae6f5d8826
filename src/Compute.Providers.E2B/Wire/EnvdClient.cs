using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Compute.Providers.E2B.Wire;

/// <summary>Requests to the agent in a sandbox (envd): calls and streams of Connect in JSON, and the content of files.</summary>
/// <param name="options">The settings.</param>
/// <param name="http">The client.</param>
/// <param name="open">Finds out what the requests of a sandbox need.</param>
internal sealed class EnvdClient(E2BOptions options, HttpClient http, Func<E2BSandbox, CancellationToken, Task<SandboxAccess>> open)
{
    /// <summary>The agent's port.</summary>
    public const int Port = 49983;

    private const string SandboxId = "E2b-Sandbox-Id";
    private const string SandboxPort = "E2b-Sandbox-Port";
    private const int MaxErrorBytes = 64 << 10;

    /// <summary>Domains of the vendor's, where all agents are behind one host, whose connections are shared.</summary>
    private static readonly string[] SharedHosts = ["e2b.app", "e2b.dev", "e2b.pro", "e2b-staging.dev"];

    /// <summary>Calls a method, such as <c>filesystem.Filesystem/Stat</c>.</summary>
    /// <exception cref="EnvdException">The agent refused it.</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        E2BSandbox sandbox, string method, TRequest body, string? user, CancellationToken cancellationToken)
        where TResponse : class
    {
        using var limit = new RequestLimit(options.RequestTimeout, cancellationToken);
        return await limit.KeepAsync(async token =>
        {
            using var request = await RequestAsync(HttpMethod.Post, sandbox, method, token).ConfigureAwait(false);
            request.Content = Json(JsonSerializer.SerializeToUtf8Bytes(body, E2BJson.TypeOf<TRequest>()), "application/json");
            AddConnect(request, user);
            using var response = await SendAsync(request, token).ConfigureAwait(false);
            return await response.ReadJsonAsync(E2BJson.TypeOf<TResponse>(), token).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Starts a method whose response is a stream; the limit is that of its beginning.</summary>
    /// <exception cref="EnvdException">The agent refused it before the stream began.</exception>
    public async Task<ConnectStream> OpenAsync<TRequest>(
        E2BSandbox sandbox, string method, TRequest body, string? user, CancellationToken cancellationToken)
    {
        using var limit = new RequestLimit(options.RequestTimeout, cancellationToken);
        return await limit.KeepAsync(async token =>
        {
            using var request = await RequestAsync(HttpMethod.Post, sandbox, method, token).ConfigureAwait(false);
            request.Content = Json(ConnectStream.Frame(body, E2BJson.TypeOf<TRequest>()), ConnectStream.MediaType);
            request.Headers.Add("Keepalive-Ping-Interval", ConnectStream.KeepaliveSeconds.ToString(CultureInfo.InvariantCulture));
            AddConnect(request, user);
            var response = await SendAsync(request, token).ConfigureAwait(false);
            return new ConnectStream(response, await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false));
        }).ConfigureAwait(false);
    }

    /// <summary>Sends a request; the caller disposes the response.</summary>
    /// <exception cref="EnvdException">The agent refused it.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (ComputeHttp.MapException(error, cancellationToken) is ComputeException mapped)
        {
            throw mapped;
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            if (await ReadErrorAsync(response, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                throw refusal;
            }

            await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        throw new ProviderFaultException("The sandbox's agent did not say what is wrong.");
    }

    /// <summary>A request to the agent of a sandbox.</summary>
    public async Task<HttpRequestMessage> RequestAsync(
        HttpMethod method, E2BSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        var access = sandbox.Access ??= await open(sandbox, cancellationToken).ConfigureAwait(false);
        var request = new HttpRequestMessage(method, new Uri(AgentOf(sandbox.Id, access), path));
        foreach (var (name, value) in HeadersOf(sandbox.Id, Port))
        {
            request.Headers.Add(name, value);
        }

        if (access.Token is { } token)
        {
            request.Headers.Add("X-Access-Token", token);
        }

        return request;
    }

    /// <summary>Where a port of a sandbox is reached, and what its requests must say.</summary>
    public SandboxEndpoint EndpointOf(string sandboxId, SandboxAccess access, int port)
    {
        var url = options.SandboxUrl is { } shared ? WithSlash(shared)
            : options.Debug ? new Uri($"http://localhost:{port}/")
            : new Uri($"https://{HostOf(sandboxId, port, access)}/");
        var headers = options.SandboxUrl is null ? [] : new Dictionary<string, string>(HeadersOf(sandboxId, port));
        if (access.Traffic is { Length: > 0 } traffic)
        {
            headers.Add("e2b-traffic-access-token", traffic);
        }

        return new SandboxEndpoint { Url = url, Host = url.Host, Port = url.Port, Headers = headers };
    }

    /// <summary>The error of a response or of the end of a stream, with a code in words.</summary>
    public static EnvdException ToException(EnvdError error) => new(
        error.Code.ValueKind == JsonValueKind.String ? error.Code.GetString()! : "unknown", error.Message ?? "It does not say why.");

    private static Dictionary<string, string> HeadersOf(string sandboxId, int port) => new()
    {
        [SandboxId] = sandboxId,
        [SandboxPort] = port.ToString(CultureInfo.InvariantCulture),
    };

    private Uri AgentOf(string sandboxId, SandboxAccess access)
    {
        var domain = access.Domain is { Length: > 0 } own ? own : options.Domain;
        return options.SandboxUrl is { } shared ? WithSlash(shared)
            : options.Debug ? new Uri($"http://localhost:{Port}/")
            : SharedHosts.Contains(domain, StringComparer.Ordinal) ? new Uri($"https://sandbox.{domain}/")
            : new Uri($"https://{HostOf(sandboxId, Port, access)}/");
    }

    private string HostOf(string sandboxId, int port, SandboxAccess access) =>
        $"{port}-{sandboxId}.{(access.Domain is { Length: > 0 } domain ? domain : options.Domain)}";

    private static Uri WithSlash(Uri address) => new(address.AbsoluteUri.TrimEnd('/') + "/");

    private static void AddConnect(HttpRequestMessage request, string? user)
    {
        request.Headers.Add("Connect-Protocol-Version", "1");
        if (user is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:")));
        }
    }

    private static ByteArrayContent Json(byte[] body, string mediaType) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };

    /// <summary>What the agent refused in its own words. Null for what a proxy says, and for what the status says better: the token, a
    /// limit, an agent that is not there.</summary>
    private static async Task<EnvdException?> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxErrorBytes, cancellationToken).ConfigureAwait(false);
            var json = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var error = JsonSerializer.Deserialize(json, E2BJson.Default.EnvdError);
            return (error?.Code.ValueKind, response.StatusCode) switch
            {
                (JsonValueKind.String, _) => ToException(error!),
                (JsonValueKind.Number, HttpStatusCode.Forbidden) when error!.Message?.Contains(
                    "permission denied", StringComparison.OrdinalIgnoreCase) == true =>
                    new EnvdException("permission_denied", error.Message),
                (JsonValueKind.Number, HttpStatusCode.NotFound) => new EnvdException("not_found", error!.Message ?? ""),
                (JsonValueKind.Number, HttpStatusCode.BadRequest) => new EnvdException("invalid_argument", error!.Message ?? ""),
                (JsonValueKind.Number, HttpStatusCode.InternalServerError) => new EnvdException("internal", error!.Message ?? ""),
                _ => null,
            };
        }
        catch (Exception error) when (error is JsonException or HttpRequestException or IOException)
        {
            return null;
        }
    }
}
