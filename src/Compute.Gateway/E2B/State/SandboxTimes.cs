using System.Collections.Concurrent;
using Compute.Gateway.State;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.E2B.State;

/// <summary>When sandboxes end, and when they pause instead. Ends are the provider's own where it has lifetimes; pauses are this
/// gateway's.</summary>
internal sealed partial class SandboxTimes(GatewayServer gateway, E2BOptions options)
{
    private readonly ConcurrentDictionary<string, Timed> _timed = new();

    /// <summary>How long a caller's sandbox lives.</summary>
    /// <exception cref="E2BError">The time is out of range.</exception>
    public TimeSpan Check(long? seconds, TimeSpan otherwise)
    {
        if (seconds is null)
        {
            return otherwise;
        }

        var most = (long)options.MaxTimeout.TotalSeconds;
        return seconds is >= 0 && seconds <= most
            ? TimeSpan.FromSeconds(Math.Max(1, seconds.Value))
            : throw E2BError.Invalid($"Timeout has to be from 0 to {most} seconds");
    }

    /// <summary>When a sandbox ends or pauses.</summary>
    public DateTimeOffset EndOf(string id, SandboxInfo info)
    {
        var known = _timed.TryGetValue(id, out var timed) ? timed.EndsAt : (DateTimeOffset?)null;
        return known ?? info.ExpiresAt ?? (info.CreatedAt ?? gateway.Time.GetUtcNow()) + options.DefaultTimeout;
    }

    /// <summary>Whether the provider ends a new sandbox by itself.</summary>
    public static async Task<bool> HasLifetimesAsync(E2BCall call)
    {
        var info = await call.Gateway.Provider.GetInfoAsync(call.Aborted).ConfigureAwait(false);
        return info.Capabilities.Supports(SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Lifetime));
    }

    /// <summary>Lets a sandbox end, or pause, this long from now.</summary>
    public async Task SetAsync(E2BCall call, ISandbox sandbox, bool pauses, TimeSpan lifetime)
    {
        var hasEnd = sandbox.TryGet<ILifetimeExtendable>(out var extendable);
        if (hasEnd)
        {
            await extendable!.ExtendLifetimeAsync(pauses ? options.PausedLifetime : lifetime, call.Aborted).ConfigureAwait(false);
        }

        Watch(call, sandbox, pauses, lifetime, isOwnEnd: !hasEnd);
    }

    /// <summary>Notes the end of a sandbox, which is this gateway's to see to where the sandbox pauses then, or the provider has no
    /// lifetimes.</summary>
    public void Watch(E2BCall call, ISandbox sandbox, bool pauses, TimeSpan lifetime, bool isOwnEnd)
    {
        var timed = new Timed(gateway.Time.GetUtcNow() + lifetime);
        if (pauses || isOwnEnd)
        {
            var (provider, id) = (call.Gateway.Provider, call.SandboxId.Length > 0 ? call.SandboxId : SandboxIds.Encode(sandbox.Id));
            timed.Timer = gateway.Time.CreateTimer(
                _ => _ = EndAsync(provider, sandbox, id, timed, pauses, call.Server), null, lifetime, Timeout.InfiniteTimeSpan);
        }

        Replace(SandboxIds.Encode(sandbox.Id), timed);
    }

    /// <summary>Pauses a sandbox, and keeps it for long.</summary>
    /// <exception cref="E2BError">It is paused, or the provider cannot pause.</exception>
    public async Task PauseAsync(E2BServer server, ISandbox sandbox, CancellationToken cancellationToken)
    {
        if (!sandbox.TryGet<IPausable>(out var pausable))
        {
            throw new UnsupportedCapabilityException(
                nameof(SandboxOperation.Pause), sandbox.Provider.Capabilities[SandboxOperation.Pause].Support.Description);
        }

        if (sandbox.TryGet<ILifetimeExtendable>(out var extendable))
        {
            await extendable.ExtendLifetimeAsync(options.PausedLifetime, cancellationToken).ConfigureAwait(false);
        }

        await pausable.PauseAsync(cancellationToken).ConfigureAwait(false);
        var id = SandboxIds.Encode(sandbox.Id);
        Replace(id, new Timed(gateway.Time.GetUtcNow() + options.PausedLifetime));
        server.Connections.Cut(id);
    }

    /// <summary>Resumes a sandbox for this long.</summary>
    public async Task ResumeAsync(E2BCall call, TimeSpan lifetime)
    {
        var (sandbox, info) = await call.RequireAsync().ConfigureAwait(false);
        if (sandbox.TryGet<IPausable>(out var pausable))
        {
            await pausable.ResumeAsync(call.Aborted).ConfigureAwait(false);
        }

        await SetAsync(call, sandbox, E2BLabels.Of(info).AutoPause, lifetime).ConfigureAwait(false);
    }

    /// <summary>Forgets a sandbox that is gone.</summary>
    public void Forget(string id)
    {
        if (_timed.TryRemove(id, out var timed))
        {
            timed.Timer?.Dispose();
        }
    }

    private void Replace(string id, Timed timed) => _timed.AddOrUpdate(id, timed, (_, old) =>
    {
        old.Timer?.Dispose();
        return timed;
    });

    private async Task EndAsync(
        ISandboxProvider provider, ISandbox sandbox, string id, Timed timed, bool pauses, E2BServer server)
    {
        if (!_timed.TryGetValue(id, out var current) || current != timed)
        {
            return;
        }

        try
        {
            if (pauses)
            {
                await PauseAsync(server, sandbox, CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await provider.DestroyAsync(sandbox.Id, CancellationToken.None).ConfigureAwait(false);
                server.Connections.Cut(id);
                Forget(id);
            }
        }
        catch (SandboxNotFoundException)
        {
            Forget(id);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            EndFailed(gateway.Logger, exception, id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sandbox {Id} could not be ended or paused at the end of its time.")]
    private static partial void EndFailed(ILogger logger, Exception exception, string id);

    private sealed class Timed(DateTimeOffset endsAt)
    {
        public DateTimeOffset EndsAt => endsAt;

        public ITimer? Timer { get; set; }
    }
}
