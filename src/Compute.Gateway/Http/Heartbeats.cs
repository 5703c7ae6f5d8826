namespace Compute.Gateway.Http;

/// <summary>Keeps a response alive while there is nothing to send.</summary>
internal static class Heartbeats
{
    /// <summary>Waits for the next piece. What was written before is sent first, and a heartbeat after each idle while.</summary>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public static async Task WaitAsync(Task next, Func<ValueTask> flush, Action beat, CancellationToken aborted)
    {
        while (!next.IsCompleted)
        {
            await flush().ConfigureAwait(false);
            await next.WaitAsync(GatewayProtocol.Heartbeat, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!next.IsCompleted)
            {
                aborted.ThrowIfCancellationRequested();
                beat();
            }
        }
    }
}
