using System.Diagnostics;
using Compute.Framework.Runtime;

namespace Compute.Framework.Emulation;

/// <summary>A directory whose content is to be listed.</summary>
internal sealed class WatchListing(string directory)
{
    private readonly long _since = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<IReadOnlyList<string>?> _content = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Directory { get; } = directory;

    /// <summary>The paths below the directory; null when it was gone already.</summary>
    public Task<IReadOnlyList<string>?> Content => _content.Task;

    /// <summary>Says that the directory is watched: what comes into it from now on is reported anyway.</summary>
    public void Settle() => _settled.TrySetResult();

    /// <summary>Whether the directory is watched, or should be by now.</summary>
    public bool IsSettledAfter(TimeSpan time) => _settled.Task.IsCompleted || Stopwatch.GetElapsedTime(_since) >= time;

    /// <summary>Waits until <see cref="IsSettledAfter"/> is true.</summary>
    public async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        while (!IsSettledAfter(time))
        {
            var left = time - Stopwatch.GetElapsedTime(_since);
            await Task.WhenAny(
                _settled.Task, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Complete(IReadOnlyList<string>? content) => _content.TrySetResult(content);

    public void Fail(Exception exception)
    {
        _content.TrySetException(exception);
        _content.Task.Abandon();
    }
}
