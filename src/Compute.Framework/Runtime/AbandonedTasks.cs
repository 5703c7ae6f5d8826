namespace Compute.Framework.Runtime;

/// <summary>Tasks that nobody waits for to their end.</summary>
internal static class AbandonedTasks
{
    /// <summary>Leaves a task behind: what it may still throw is of no interest.</summary>
    public static void Abandon(this Task task) => _ = task.ContinueWith(
        static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary>Gives a task a while to end, in whatever way, and leaves it behind then.</summary>
    public static async ValueTask EndsWithinAsync(this Task task, TimeSpan limit)
    {
        if (!task.IsCompleted)
        {
            task.Abandon();
            await task.WaitAsync(limit, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (task.IsFaulted)
        {
            _ = task.Exception;
        }
    }
}
