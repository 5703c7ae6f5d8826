using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Compute.Gateway.E2B.State;

/// <summary>One request to E2B's interface.</summary>
internal sealed class E2BCall(E2BServer server, GatewayCall call, string? sandboxId)
{
    private (ISandbox Sandbox, SandboxInfo Info)? _found;

    public E2BServer Server => server;

    /// <summary>The request as the rest of the gateway has it.</summary>
    public GatewayCall Gateway => call;

    public HttpContext Context => call.Context;

    public CancellationToken Aborted => call.Aborted;

    /// <summary>The sandbox's id as callers see it.</summary>
    public string SandboxId => sandboxId ?? call.Context.GetRouteValue("id") as string ?? "";

    /// <summary>The sandbox that the request is for, if the caller may see it.</summary>
    /// <exception cref="E2BError">There is none.</exception>
    public async Task<(ISandbox Sandbox, SandboxInfo Info)> RequireAsync() =>
        await FindAsync().ConfigureAwait(false)
        ?? throw E2BError.NotFound($"The sandbox \"{SandboxId}\" doesn't exist or you don't have access to it");

    public async Task<ISandbox> SandboxAsync() => (await RequireAsync().ConfigureAwait(false)).Sandbox;

    /// <summary>The sandbox and its state as it was when the request came.</summary>
    public async Task<(ISandbox Sandbox, SandboxInfo Info)?> FindAsync() =>
        _found ??= SandboxIds.Decode(SandboxId) is { } id
            ? await call.Server.Sandboxes.FindAsync(call, id).ConfigureAwait(false)
            : null;

    /// <summary>Whether the sandbox runs. One that is paused is resumed first, where its creator wanted that.</summary>
    public async Task<bool> IsReachableAsync()
    {
        if (server.Ending.ContainsKey(SandboxId) || await FindAsync().ConfigureAwait(false) is not var (_, info))
        {
            return false;
        }

        if (info.Status == SandboxStatus.Paused && E2BLabels.Of(info).AutoResume)
        {
            await server.Times.ResumeAsync(this, server.Options.DefaultTimeout).ConfigureAwait(false);
            return true;
        }

        return info.Status is SandboxStatus.Running or SandboxStatus.Unknown;
    }

    /// <summary>Reads the body; null if there is none.</summary>
    public Task<T?> FindBodyAsync<T>(JsonTypeInfo<T> type)
        where T : class => call.FindBodyAsync(type);

    public async Task WriteAsync<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        Context.Response.StatusCode = status;
        Context.Response.ContentType = "application/json";
        Context.Response.ContentLength = bytes.Length;
        await Context.Response.Body.WriteAsync(bytes, Aborted).ConfigureAwait(false);
    }

    public Task NothingAsync() => call.NothingAsync();

    /// <summary>Prepares for a body that may be long and come slowly.</summary>
    public void ExpectLongBody(long? limit)
    {
        call.Limit(limit);
        if (Context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }
}
