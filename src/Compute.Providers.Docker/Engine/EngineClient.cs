using System.Text.Json;

namespace Compute.Providers.Docker.Engine;

/// <summary>The engine's HTTP API, in the version that was agreed on with it at the first call.</summary>
internal sealed class EngineClient : IDisposable
{
    private readonly DaemonTransport _transport;
    private readonly VersionHandler _version;
    private EngineLife? _life;

    public EngineClient(DockerOptions options)
    {
        _transport = EngineAddress.Transport(options);
        _version = new VersionHandler(new TransientRetryHandler { InnerHandler = _transport.CreateHandler() });
        Http = new HttpClient(_version) { BaseAddress = new Uri("http://engine/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The engine's address, for messages.</summary>
    public Uri Address => _transport.Address;

    /// <summary>Sends requests; paths are without a version.</summary>
    public HttpClient Http { get; }

    /// <summary>A part of a path or query.</summary>
    public static string Escape(string text) => Uri.EscapeDataString(text);

    /// <summary>The query that filters a list.</summary>
    public static string Filters(string key, params IEnumerable<string> values) =>
        "filters="
            + Escape(JsonSerializer.Serialize(
                new Dictionary<string, IReadOnlyList<string>> { [key] = [.. values] },
                WireJson.Default.DictionaryStringIReadOnlyListString));

    /// <summary>What is particular about this engine.</summary>
    public async ValueTask<EngineQuirks> QuirksAsync(CancellationToken cancellationToken) =>
        (await _version.GreetAsync(cancellationToken).ConfigureAwait(false)).Quirks;

    /// <summary>Sends a request; the caller judges the status and disposes the response, whose content is not read yet.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Posts without interest in the response.</summary>
    public async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, content: null, cancellationToken).ConfigureAwait(false);
        await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Posts on a connection of its own and takes the connection over.</summary>
    public async Task<DuplexConnection> HijackAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        var (version, _) = await _version.GreetAsync(cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Http.BaseAddress!, $"{version}/{path}")) { Content = content };
        return await _transport.UpgradeAsync(request, "tcp", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is known of the engine's end and of its containers'.</summary>
    public async ValueTask<EngineLife> LifeAsync(CancellationToken cancellationToken) =>
        _life is { HasEnded: false } ? _life : _life = await EngineLife.BeginAsync(this, cancellationToken).ConfigureAwait(false);

    public void Dispose() => Http.Dispose();
}
