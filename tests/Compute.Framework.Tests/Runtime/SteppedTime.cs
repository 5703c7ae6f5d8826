using System.Threading.Channels;

namespace Compute.Framework.Tests.Runtime;

/// <summary>A clock whose timers fire when a test says so.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Channel<(SteppedTimer Timer, TimeSpan Due)> _started = Channel.CreateUnbounded<(SteppedTimer, TimeSpan)>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Fires the timer that was started next, and tells after what time it would have.</summary>
    public async Task<TimeSpan> FireAsync(CancellationToken cancellationToken)
    {
        var (timer, due) = await _started.Reader.ReadAsync(cancellationToken);
        timer.Fire();
        return due;
    }

    private sealed class SteppedTimer(SteppedTime time, Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => dueTime == Timeout.InfiniteTimeSpan || time._started.Writer.TryWrite((this, dueTime));

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
