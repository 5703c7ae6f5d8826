using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compute.Gateway.Access;
using Compute.Gateway.Audit;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.Http;

/// <summary>One request: who makes it, for which provider, and what it contains.</summary>
internal sealed class GatewayCall(
    GatewayServer server, HttpContext context, Caller caller, ISandboxProvider provider, string providerKey, AuditSubject subject)
    : IDisposable
{
    private readonly CancellationTokenSource _following =
        CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, server.Shutdown.Begun);

    private readonly CancellationTokenSource _streaming =
        CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, server.Shutdown.Over);

    public GatewayServer Server => server;

    public HttpContext Context => context;

    public Caller Caller => caller;

    public ISandboxProvider Provider => provider;

    /// <summary>What the request touches, for the audit log.</summary>
    public AuditSubject Subject => subject;

    /// <summary>The provider's name in the path; empty for the default provider.</summary>
    public string ProviderKey => providerKey;

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>Canceled as <see cref="Aborted"/>, and when a shutdown begins: for who only waits for what will happen.</summary>
    public CancellationToken Following => _following.Token;

    /// <summary>Canceled as <see cref="Aborted"/>, and when a shutdown no longer waits: for who follows what runs.</summary>
    public CancellationToken Streaming => _streaming.Token;

    /// <summary>A part of the path.</summary>
    public string Route(string name) => Route(context, name);

    /// <inheritdoc cref="Route(string)"/>
    public static string Route(HttpContext context, string name) =>
        context.GetRouteValue(name) is string segment && PathSegment.Decode(segment) is { Length: > 0 } value
            ? value
            : throw new GatewayRefusal(StatusCodes.Status400BadRequest, "invalid-id", $"The '{name}' in the path is malformed.");

    public string? Query(string name) => context.Request.Query[name] switch
    {
        [] => null,
        [var value] => value,
        _ => throw Invalid(name, "given once"),
    };

    public long? QueryNumber(string name, long least, long most) => Query(name) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Invalid(name, $"a whole number from {least} to {most}");

    public bool QueryFlag(string name) => Query(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Invalid(name, "true or false"),
    };

    /// <summary>A path of a file: <c>path</c>, or <c>pathBytes</c> in Base64 for names that are no text.</summary>
    public string Path(string name = "path")
    {
        if (Query(name + "Bytes") is { } encoded)
        {
            try
            {
                return SandboxFileNames.GetString(Base64Url.DecodeFromChars(encoded));
            }
            catch (FormatException)
            {
                throw Invalid(name + "Bytes", "Base64 with the alphabet of addresses");
            }
        }

        return Query(name) is { Length: > 0 } path ? path : throw Invalid(name, "a path");
    }

    /// <summary>The sandbox that the path names, if the caller may see it.</summary>
    public Task<ISandbox> SandboxAsync() => server.Sandboxes.RequireAsync(this, Route("id"));

    /// <summary>Reads the body as JSON; null if there is none.</summary>
    public async Task<T?> FindBodyAsync<T>(JsonTypeInfo<T> type)
        where T : class
    {
        Limit(server.Options.MaxRequestBytes);
        if (context.Request.ContentLength is 0
            || (context.Request.ContentLength is null && !context.Features.Get<IHttpRequestBodyDetectionFeature>()!.CanHaveBody))
        {
            return null;
        }

        // A page in a browser can send other types to other sites without asking them.
        if (!context.Request.HasJsonContentType())
        {
            throw new GatewayRefusal(
                StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The body is sent as application/json.");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, Aborted).ConfigureAwait(false)
                ?? throw new JsonException("The body is null.");
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // What the server says of chunks that are none.
            throw new GatewayRefusal(StatusCodes.Status400BadRequest, "bad-request", "The body broke off, or is malformed.");
        }
    }

    public Task<T?> FindBodyAsync<T>()
        where T : class => FindBodyAsync(ComputeJson.TypeInfo<T>());

    public async Task<T> BodyAsync<T>()
        where T : class =>
        await FindBodyAsync<T>().ConfigureAwait(false)
        ?? throw new GatewayRefusal(StatusCodes.Status400BadRequest, "bad-request", "The body is missing.");

    /// <summary>Bounds the body of this request; null for no bound.</summary>
    public void Limit(long? bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytes;
        }
    }

    public Task WriteAsync<T>(T value, int status = StatusCodes.Status200OK) => WriteAsync(value, ComputeJson.TypeInfo<T>(), status);

    public async Task WriteAsync<T>(T value, JsonTypeInfo<T> type, int status)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = GatewayProtocol.JsonType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, Aborted).ConfigureAwait(false);
    }

    public Task NothingAsync()
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _following.Dispose();
        _streaming.Dispose();
    }

    public static GatewayRefusal Invalid(string name, string expected) =>
        new(StatusCodes.Status400BadRequest, "invalid-argument", $"'{name}' has to be {expected}.");
}
