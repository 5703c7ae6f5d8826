using Compute.Gateway.E2B.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.Api;

/// <summary>Describes, connects, pauses and ends sandboxes.</summary>
internal static class SandboxLife
{
    public static async Task GetAsync(E2BCall call)
    {
        var (_, info) = await call.RequireAsync().ConfigureAwait(false);
        await call.WriteAsync(SandboxForms.DetailOf(call, info), ApiJson.Default.SandboxDetail).ConfigureAwait(false);
    }

    public static async Task KillAsync(E2BCall call)
    {
        var (sandbox, _) = await call.RequireAsync().ConfigureAwait(false);
        var (gateway, id) = (call.Gateway, SandboxIds.Encode(sandbox.Id));

        // Streams that break off now ask whether the sandbox is there.
        call.Server.Ending[id] = true;
        try
        {
            call.Server.Connections.Cut(id);
            await gateway.Provider.DestroyAsync(sandbox.Id, call.Aborted).ConfigureAwait(false);
        }
        finally
        {
            call.Server.Ending.TryRemove(id, out _);
        }

        gateway.Server.Sandboxes.Forget(gateway, sandbox.Id);
        call.Server.Forget(sandbox.Id, id);
        await gateway.Server.Processes.ForgetAsync(gateway.ProviderKey, sandbox.Id).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    /// <summary>Connects to a sandbox: one that is paused is resumed. The lifetime is only extended.</summary>
    public static async Task ConnectAsync(E2BCall call)
    {
        var asked = await call.FindBodyAsync(ApiJson.Default.TimeoutForm).ConfigureAwait(false);
        var (sandbox, info) = await call.RequireAsync().ConfigureAwait(false);
        var labels = E2BLabels.Of(info);
        var lifetime = call.Server.Times.Check(asked?.Timeout, call.Server.Options.DefaultTimeout);
        var isPaused = info.Status == SandboxStatus.Paused;
        if (isPaused)
        {
            await call.Server.Times.ResumeAsync(call, lifetime).ConfigureAwait(false);
        }
        else if (call.Server.Times.EndOf(call.SandboxId, info) < call.Server.Gateway.Time.GetUtcNow() + lifetime)
        {
            await call.Server.Times.SetAsync(call, sandbox, labels.AutoPause, lifetime).ConfigureAwait(false);
        }

        await call.WriteAsync(
            SandboxForms.Of(call, SandboxIds.Encode(sandbox.Id), labels),
            ApiJson.Default.SandboxForm,
            isPaused ? StatusCodes.Status201Created : StatusCodes.Status200OK).ConfigureAwait(false);
    }

    public static async Task SetTimeoutAsync(E2BCall call)
    {
        var asked = await call.FindBodyAsync(ApiJson.Default.TimeoutForm).ConfigureAwait(false);
        if (asked?.Timeout is null)
        {
            throw E2BError.Invalid("timeout is missing");
        }

        var (sandbox, info) = await call.RequireAsync().ConfigureAwait(false);
        if (info.Status == SandboxStatus.Paused)
        {
            throw E2BError.NotFound($"The sandbox \"{call.SandboxId}\" is paused");
        }

        await call.Server.Times.SetAsync(
            call, sandbox, E2BLabels.Of(info).AutoPause, call.Server.Times.Check(asked.Timeout, default)).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    public static async Task PauseAsync(E2BCall call)
    {
        var asked = await call.FindBodyAsync(ApiJson.Default.PauseForm).ConfigureAwait(false);
        if (asked?.Memory is false)
        {
            throw E2BError.Invalid("A pause of the files alone is not supported by this gateway: processes are kept");
        }

        var (sandbox, info) = await call.RequireAsync().ConfigureAwait(false);
        if (info.Status == SandboxStatus.Paused)
        {
            throw new E2BError(StatusCodes.Status409Conflict, RpcCode.Aborted, $"The sandbox \"{call.SandboxId}\" is already paused");
        }

        await call.Server.Times.PauseAsync(call.Server, sandbox, call.Aborted).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }
}
