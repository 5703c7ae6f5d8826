namespace Compute.Gateway.E2B.Rpc;

/// <summary>Keeps a stream alive while there is nothing to tell.</summary>
internal static class KeepAlive
{
    /// <summary>Waits until a task has ended, in whatever way, and sends a sign of life after each idle while.</summary>
    public static async Task WaitAsync(Task next, TimeSpan interval, Func<Task> send, CancellationToken cancellationToken)
    {
        while (!next.IsCompleted)
        {
            await next.WaitAsync(interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!next.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await send().ConfigureAwait(false);
            }
        }
    }
}
