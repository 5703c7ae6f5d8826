using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Calls a caller's callback, which may never return: neither a cancellation nor a time-out waits for it.</summary>
/// <param name="onOutput">The callback.</param>
/// <param name="end">The end of the process whose output it gets.</param>
internal sealed class OutputCallback(Func<OutputChunk, CancellationToken, ValueTask> onOutput, Task<ExecutionResult> end)
{
    /// <summary>How long a callback may take once the process's time-out has passed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Calls it; false when it was left behind.</summary>
    public async ValueTask<bool> CallAsync(OutputChunk chunk, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;

        // On the thread pool: a callback may block.
        var call = Task.Run(() => onOutput(chunk, token).AsTask(), CancellationToken.None);
        try
        {
            await Task.WhenAny(call, end).WaitAsync(cancellationToken).ConfigureAwait(false);
            var limit = end is { IsCompletedSuccessfully: true, Result.Outcome: ExecutionOutcome.TimedOut }
                ? Patience
                : Timeout.InfiniteTimeSpan;
            await call.WaitAsync(limit, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            return false;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            call.Abandon();
        }
    }
}
