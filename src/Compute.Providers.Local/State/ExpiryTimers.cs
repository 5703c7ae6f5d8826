using System.Collections.Concurrent;

namespace Compute.Providers.Local.State;

/// <summary>Ends sandboxes of this process when their lifetime does. Others are ended by whoever lists or looks at them next.</summary>
internal sealed class ExpiryTimers(TimeProvider time, Action<string> expired)
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, ITimer> _timers = new(StringComparer.Ordinal);

    /// <summary>Ends a sandbox in time; called again when its time was changed.</summary>
    public void Watch(SandboxRecord record)
    {
        Forget(record.Id);
        // Timers cannot run for longer than about 49 days; what lives so long is ended by a sweep.
        if (record.ExpiresAt - time.GetUtcNow() is { } remaining && remaining < LongestTimer)
        {
            var due = remaining < TimeSpan.Zero ? TimeSpan.Zero : remaining;
            _timers[record.Id] = time.CreateTimer(_ => expired(record.Id), null, due, Timeout.InfiniteTimeSpan);
        }
    }

    public void Forget(string sandboxId)
    {
        if (_timers.TryRemove(sandboxId, out var timer))
        {
            timer.Dispose();
        }
    }
}
