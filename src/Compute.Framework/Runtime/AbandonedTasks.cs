namespace Compute.Framework.Runtime;

internal static class AbandonedTasks
{
    /// <summary>Leaves a task behind that nobody waits for any more: what it may still throw is of no interest.</summary>
    public static void Abandon(this Task task) =>
        _ = task.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
