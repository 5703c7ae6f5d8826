namespace Compute.Framework.Streams;

/// <summary>Waits for what is asynchronous on behalf of callers who are not.</summary>
internal static class Blocking
{
    /// <summary>Blocks until it has completed. The thread's synchronization context and task scheduler take no part in it, so that a thread
    /// which runs both cannot wait for itself.</summary>
    public static T Wait<T>(Func<ValueTask<T>> start)
    {
        if (SynchronizationContext.Current is not null || TaskScheduler.Current != TaskScheduler.Default)
        {
            return Task.Run(() => start().AsTask()).GetAwaiter().GetResult();
        }

        var task = start();
        return task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Wait{T}"/>
    public static void Wait(Func<ValueTask> start) => Wait(async () =>
    {
        await start().ConfigureAwait(false);
        return true;
    });

    /// <summary>Blocks until it has completed, on the thread pool, for a bounded time.</summary>
    /// <param name="start">What is waited for.</param>
    /// <param name="limit">How long this blocks at most.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="TimeoutException">It took longer; it goes on.</exception>
    public static void Wait(Func<ValueTask> start, TimeSpan limit, TimeProvider time) =>
        Task.Run(() => start().AsTask()).WaitAsync(limit, time).GetAwaiter().GetResult();
}
