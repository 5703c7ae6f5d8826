namespace Compute.Framework.Runtime;

/// <summary>Finds out what a back end can do, once for all callers, and again where that has failed.</summary>
/// <param name="refiner">The author's refinement.</param>
/// <param name="prepared">Called when the refiner knows more than before.</param>
/// <param name="time">The clock.</param>
internal sealed class CapabilityPreparation(ICapabilityRefiner refiner, Action prepared, TimeProvider time)
{
    /// <summary>A back end that takes longer to describe itself is not available.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Task? _current;
    private volatile bool _isPrepared;

    /// <summary>Waits until the back end was asked, unless it was asked with success before.</summary>
    /// <param name="cancellationToken">Stops the waiting, not the question: others may wait for it.</param>
    public ValueTask EnsureAsync(CancellationToken cancellationToken) => _isPrepared ? default : RepeatAsync(cancellationToken);

    /// <summary>Asks the back end, whether it was asked before or not, and waits for that. A question that is under way is
    /// shared.</summary>
    /// <param name="cancellationToken">Stops the waiting, not the question.</param>
    public async ValueTask RepeatAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await Begin().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw ErrorCopies.ForAnother(exception);
        }
    }

    private Task Begin()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_current is { } current)
            {
                return current;
            }

            _current = end.Task;
        }

        _ = RunAsync(end);
        return end.Task;
    }

    private async Task RunAsync(TaskCompletionSource end)
    {
        var failure = await AskAsync().ConfigureAwait(false);
        _isPrepared = failure is null;
        lock (_gate)
        {
            _current = null;
        }

        if (failure is null)
        {
            end.SetResult();
        }
        else
        {
            // Every caller may have stopped waiting.
            end.Task.Abandon();
            end.SetException(failure);
        }
    }

    private async Task<Exception?> AskAsync()
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            var asking = refiner.PrepareAsync(limit.Token).AsTask();
            asking.Abandon();
            await asking.WaitAsync(limit.Token).ConfigureAwait(false);
            prepared();
            return null;
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            return new ProviderTimeoutException(innerException: exception);
        }
        catch (Exception exception) when (exception is ArgumentException or ObjectDisposedException)
        {
            // Of the author, whatever it looks like: no caller has given an argument here.
            return new ProviderFaultException(
                $"The provider failed to prepare with {exception.GetType().Name}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception;
        }
    }
}
