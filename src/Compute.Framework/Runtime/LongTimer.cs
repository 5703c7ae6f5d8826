namespace Compute.Framework.Runtime;

/// <summary>A timer that fires once, after any time: those of the system take at most 49 days.</summary>
internal sealed class LongTimer : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromDays(20);

    private readonly Action<object?> _callback;
    private readonly object? _state;
    private readonly ITimer _timer;
    private TimeSpan _left;

    private LongTimer(TimeProvider time, TimeSpan due, Action<object?> callback, object? state)
    {
        _callback = callback;
        _state = state;
        _left = due;
        _timer = time.CreateTimer(static timer => ((LongTimer)timer!).OnStep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        StartStep();
    }

    /// <summary>Starts a timer.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="due">When it fires; positive.</param>
    /// <param name="callback">What it calls.</param>
    /// <param name="state">What it calls it with.</param>
    public static LongTimer Start(TimeProvider time, TimeSpan due, Action<object?> callback, object? state) =>
        new(time, due, callback, state);

    /// <summary>Starts a timer that cancels.</summary>
    public static LongTimer Start(TimeProvider time, TimeSpan due, CancellationTokenSource source) =>
        new(time, due, static state => ((CancellationTokenSource)state!).Cancel(), source);

    public void Dispose() => _timer.Dispose();

    private void OnStep()
    {
        if (_left > TimeSpan.Zero)
        {
            StartStep();
        }
        else
        {
            _callback(_state);
        }
    }

    private void StartStep()
    {
        var step = _left < Step ? _left : Step;
        _left -= step;
        _timer.Change(step, Timeout.InfiniteTimeSpan);
    }
}
