namespace Compute.Gateway.Http;

/// <summary>Keeps a response alive while there is nothing to send.</summary>
internal static class Heartbeats
{
    /// <summary>Waits until a task has ended, in whatever way, with a heartbeat after each idle while.</summary>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public static async Task WaitAsync(Task next, TimeSpan interval, Func<Task> beat, CancellationToken aborted)
    {
        while (!next.IsCompleted)
        {
            await next.WaitAsync(interval, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!next.IsCompleted)
            {
                aborted.ThrowIfCancellationRequested();
                await beat().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for the next piece. What was written before is sent first, and a heartbeat after each idle while.</summary>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public static async Task WaitAsync(Task next, Func<ValueTask> flush, Action beat, CancellationToken aborted)
    {
        if (next.IsCompleted)
        {
            return;
        }

        await flush().ConfigureAwait(false);
        await WaitAsync(
            next,
            GatewayProtocol.Heartbeat,
            async () =>
            {
                beat();
                await flush().ConfigureAwait(false);
            },
            aborted).ConfigureAwait(false);
    }
}
