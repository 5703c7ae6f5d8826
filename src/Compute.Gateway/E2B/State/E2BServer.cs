using System.Collections.Concurrent;
using Compute.Gateway.Access;
using Compute.Gateway.Http;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.State;

/// <summary>What the interface keeps between requests, and how it answers them.</summary>
internal sealed class E2BServer(GatewayServer gateway, E2BOptions options)
{
    public const string NotFoundMessage = "The sandbox was not found";

    private const string TokenHeader = "X-Access-Token";
    private const string TrafficTokenHeader = "E2B-Traffic-Access-Token";

    public GatewayServer Gateway => gateway;

    public E2BOptions Options => options;

    public EnvdTokens Tokens { get; } = new(options.TokenSecret);

    public E2BProcesses Processes { get; } = new(gateway.Options, gateway.Time);

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

    /// <summary>Answers a request of the control interface.</summary>
    public async Task HandleApiAsync(HttpContext context, GatewayScopes needed, Func<E2BCall, Task> handler)
    {
        try
        {
            await handler(Begin(context, gateway.Authorize(context, needed), sandboxId: null)).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception exception)
        {
            await E2BErrors.WriteAsync(context, exception, gateway.Logger).ConfigureAwait(false);
        }
    }

    /// <summary>Answers a request to a sandbox: the one that its host or its headers name.</summary>
    /// <param name="context">The request.</param>
    /// <param name="port">The port that the request has to be for.</param>
    /// <param name="authorize">Refuses who may not make the request; null for whoever has the sandbox's token.</param>
    /// <param name="handler">Answers.</param>
    /// <param name="fail">Writes an error.</param>
    public async Task HandleSandboxAsync(
        HttpContext context,
        int port,
        Func<E2BServer, HttpContext, string, Task>? authorize,
        Func<E2BCall, Task> handler,
        Func<HttpContext, Exception, Task> fail)
    {
        try
        {
            var address = SandboxAddress.Of(context.Request)
                ?? throw E2BError.Invalid("The request names no sandbox: neither its host nor its header E2b-Sandbox-Id does.");
            if (address.Port != port)
            {
                await E2BErrors.WriteUnreachableAsync(
                    context, address.SandboxId, "The sandbox is running but port is not open", address.Port).ConfigureAwait(false);
                return;
            }

            if (authorize is null)
            {
                RequireToken(context, address.SandboxId);
            }
            else
            {
                await authorize(this, context, address.SandboxId).ConfigureAwait(false);
            }

            // Who has the token of a sandbox may use this one, whoever's it is.
            var call = Begin(context, Caller.Local, address.SandboxId);
            if (!await call.IsReachableAsync().ConfigureAwait(false))
            {
                await E2BErrors.WriteUnreachableAsync(context, address.SandboxId, NotFoundMessage).ConfigureAwait(false);
                return;
            }

            await handler(call).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (SandboxNotFoundException) when (!context.Response.HasStarted)
        {
            var id = SandboxAddress.Of(context.Request)!.SandboxId;
            await E2BErrors.WriteUnreachableAsync(context, id, NotFoundMessage).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await fail(context, exception).ConfigureAwait(false);
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

    private void RequireToken(HttpContext context, string sandboxId)
    {
        if (HasToken(context, sandboxId) is not true)
        {
            throw new E2BError(401, RpcCode.Unauthenticated, $"The sandbox's token is missing or wrong ({TokenHeader}).");
        }
    }

    private E2BCall Begin(HttpContext context, Caller caller, string? sandboxId)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return new E2BCall(this, gateway.Begin(context, caller, options.Provider), sandboxId);
    }
}
