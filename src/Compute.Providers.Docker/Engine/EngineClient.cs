using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compute.Framework;
using Compute.Framework.Http;

namespace Compute.Providers.Docker.Engine;

/// <summary>The engine's HTTP API: versioned paths, JSON, streams, and connections that are taken over.</summary>
internal sealed class EngineClient : IDisposable
{
    private static readonly Uri Base = new("http://engine/");

    private readonly EngineEndpoint _endpoint;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _greeting = new(1);
    private (string Version, EngineQuirks Quirks)? _greeted;

    public EngineClient(DockerOptions options)
    {
        _endpoint = new EngineEndpoint(options);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) => (await _endpoint.ConnectAsync(cancellationToken).ConfigureAwait(false)).Stream,
        };
        _http = new HttpClient(new TransientRetryHandler { InnerHandler = handler }) { BaseAddress = Base, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The engine's address, for messages.</summary>
    public Uri Address => _endpoint.Address;

    /// <summary>A part of a path or query.</summary>
    public static string Escape(string text) => Uri.EscapeDataString(text);

    /// <summary>What is particular about this engine.</summary>
    public async ValueTask<EngineQuirks> QuirksAsync(CancellationToken cancellationToken) => (await GreetAsync(cancellationToken).ConfigureAwait(false)).Quirks;

    /// <summary>Sends a request; the caller judges the status and disposes the answer.</summary>
    public async Task<HttpResponseMessage> SendRawAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var (version, _) = await GreetAsync(cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(method, $"{version}/{path}") { Content = content };
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ComputeHttp.MapException(exception, cancellationToken) is ComputeException error)
        {
            throw error;
        }
    }

    /// <summary>Sends a request; a status that tells no success is the typed error.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, HttpResource resource, CancellationToken cancellationToken)
    {
        var response = await SendRawAsync(method, path, content, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.EnsureComputeSuccessAsync(resource, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, HttpResource resource, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, content: null, resource, cancellationToken).ConfigureAwait(false);
        return await response.ReadJsonAsync(type, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets what may not be there (404).</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await SendRawAsync(HttpMethod.Get, path, content: null, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return await response.ReadJsonAsync(type, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Posts without a body and without interest in the answer. Also succeeds when there is nothing to do (304).</summary>
    public async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendRawAsync(HttpMethod.Post, path, content: null, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.NotModified)
        {
            await response.EnsureComputeSuccessAsync(HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Posts JSON on a connection of its own and takes the connection over.</summary>
    public async Task<EngineConnection> HijackAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        var (version, _) = await GreetAsync(cancellationToken).ConfigureAwait(false);
        EngineConnection? connection = null;
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) => (connection = await _endpoint.ConnectAsync(token).ConfigureAwait(false)).Stream,
        };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Base, $"{version}/{path}")) { Content = content };
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue("tcp"));
        try
        {
            var response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
            {
                await response.EnsureComputeSuccessAsync(HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
                throw new ProviderFaultException($"The engine answered {(int)response.StatusCode} where it should have given the connection up.");
            }

            return connection!.Upgraded(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (ComputeHttp.MapException(exception, cancellationToken) is ComputeException error && !ReferenceEquals(error, exception))
        {
            throw error;
        }
    }

    /// <summary>JSON with a known length, which can be sent again.</summary>
    public static ByteArrayContent Json<T>(T body, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    public void Dispose()
    {
        _http.Dispose();
        _greeting.Dispose();
    }

    private async ValueTask<(string Version, EngineQuirks Quirks)> GreetAsync(CancellationToken cancellationToken)
    {
        if (_greeted is { } known)
        {
            return known;
        }

        await _greeting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_greeted is null)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "_ping");
                using var response = await _http.SendComputeAsync(request, HttpResource.Other, cancellationToken).ConfigureAwait(false);
                var version = response.Headers.TryGetValues("Api-Version", out var values) ? values.First() : null;
                _greeted = (ApiVersion.Negotiate(version), EngineQuirks.Of(response));
            }

            return _greeted.Value;
        }
        finally
        {
            _greeting.Release();
        }
    }
}
