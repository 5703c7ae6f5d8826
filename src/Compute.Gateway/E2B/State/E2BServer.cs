using System.Collections.Concurrent;
using Compute.Gateway.Access;
using Compute.Gateway.Http;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.State;

/// <summary>What the interface keeps between requests, and how it responds to them.</summary>
internal sealed class E2BServer(GatewayServer gateway, E2BOptions options)
{
    public const string NotFoundMessage = "The sandbox was not found";
    public const string ClosedMessage = "The sandbox is running but port is not open";

    private const string ApiKeyHeader = "X-API-KEY";
    private const string TokenHeader = "X-Access-Token";
    public const string TrafficTokenHeader = "E2B-Traffic-Access-Token";

    public GatewayServer Gateway => gateway;

    public E2BOptions Options => options;

    /// <summary>The name of the provider; empty for the default one.</summary>
    public string Provider => options.Provider ?? "";

    public EnvdTokens Tokens { get; } = new(options.TokenSecret);

    public E2BProcesses Processes { get; } = new(gateway.Options, gateway.Time);

    public SandboxListing Listing { get; } = new(gateway, options.Provider ?? "");

    public UserDirectory Users { get; } = new(options);

    public Connections Connections { get; } = new();

    public SandboxTimes Times { get; } = new(gateway, options);

    public MetricsHistory Metrics { get; } = new();

    /// <summary>The sandboxes that snapshots were made of, as far as this gateway made them.</summary>
    public ConcurrentDictionary<string, string> SnapshotSources { get; } = new(StringComparer.Ordinal);

    /// <summary>The sandboxes that are being destroyed: nobody reaches them any more.</summary>
    public ConcurrentDictionary<string, bool> Ending { get; } = new(StringComparer.Ordinal);

    /// <summary>Raised with the id of a sandbox that is gone.</summary>
    public event Action<string>? Forgotten;

    /// <summary>Forgets a sandbox that is gone, and cuts its streams.</summary>
    public void Forget(string providerId, string id)
    {
        Connections.Cut(id);
        Times.Forget(id);
        Metrics.Forget(id);
        Users.Forget(providerId);
        Processes.Forget(id);
        Forgotten?.Invoke(id);
    }

    /// <summary>Responds to a request of the control interface.</summary>
    public Task HandleApiAsync(HttpContext context, GatewayScopes needed, Func<E2BCall, Task> handler) => gateway.HandleAsync(
        context,
        async request => new Admission(await gateway.AuthorizeAsync(request, needed, ApiKeyHeader).ConfigureAwait(false), Provider),
        call => handler(new E2BCall(this, call, sandboxId: null)),
        (request, error) => E2BErrors.WriteAsync(request, error, gateway.Logger));

    /// <summary>Responds to a request to a sandbox: the one that its host or its headers name.</summary>
    /// <param name="context">The request.</param>
    /// <param name="port">The port that the request has to be for.</param>
    /// <param name="authorize">Refuses who may not make the request; null for whoever has the sandbox's token.</param>
    /// <param name="handler">Does what it asks for.</param>
    /// <param name="fail">Writes an error.</param>
    public Task HandleSandboxAsync(
        HttpContext context,
        int port,
        Func<E2BServer, HttpContext, string, Task>? authorize,
        Func<E2BCall, Task> handler,
        FailureWriter fail)
    {
        return gateway.HandleAsync(context, AdmitAsync, ServeAsync, WriteFailureAsync);

        async ValueTask<Admission> AdmitAsync(HttpContext request)
        {
            var address = SandboxAddress.Of(request.Request)
                ?? throw E2BError.Invalid("The request names no sandbox: neither its host nor its header E2b-Sandbox-Id does.");
            if (address.Port == port)
            {
                await (authorize ?? RequireTokenAsync)(this, request, address.SandboxId).ConfigureAwait(false);
            }

            // Who has the token of a sandbox may use this one, whoever's it is.
            return new Admission(Caller.Local, Provider);
        }

        async Task ServeAsync(GatewayCall call)
        {
            var address = SandboxAddress.Of(context.Request)!;
            call.Subject.SandboxId = SandboxIds.Decode(address.SandboxId);
            if (address.Port != port)
            {
                await E2BErrors.WriteUnreachableAsync(context, address.SandboxId, ClosedMessage, address.Port).ConfigureAwait(false);
                return;
            }

            var request = new E2BCall(this, call, address.SandboxId);
            if (!await request.IsReachableAsync().ConfigureAwait(false))
            {
                await E2BErrors.WriteUnreachableAsync(context, address.SandboxId, NotFoundMessage).ConfigureAwait(false);
                return;
            }

            await handler(request).ConfigureAwait(false);
        }

        async Task<string> WriteFailureAsync(HttpContext request, Exception error)
        {
            if (error is SandboxNotFoundException gone && !request.Response.HasStarted)
            {
                var id = SandboxAddress.Of(request.Request)!.SandboxId;
                await E2BErrors.WriteUnreachableAsync(request, id, NotFoundMessage).ConfigureAwait(false);
                return gone.Code;
            }

            return await fail(request, error).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a request has the token of a sandbox; null where it has no token.</summary>
    public bool? HasToken(HttpContext context, string sandboxId) => context.Request.Headers[TokenHeader] switch
    {
        [] => null,
        [{ } token] => EnvdTokens.AreEqual(Tokens.Of(sandboxId), token),
        _ => false,
    };

    /// <summary>Whether a request has the token for a sandbox's ports.</summary>
    public bool HasTrafficToken(HttpContext context, string sandboxId) =>
        context.Request.Headers[TrafficTokenHeader] is [{ } token] && EnvdTokens.AreEqual(Tokens.OfTraffic(sandboxId), token);

    private static Task RequireTokenAsync(E2BServer server, HttpContext context, string sandboxId) =>
        server.HasToken(context, sandboxId) is true
            ? Task.CompletedTask
            : throw new E2BError(401, RpcCode.Unauthenticated, $"The sandbox's token is missing or wrong ({TokenHeader}).");
}
