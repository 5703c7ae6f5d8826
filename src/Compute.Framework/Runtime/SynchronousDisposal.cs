namespace Compute.Framework.Runtime;

/// <summary>Disposal for who cannot wait asynchronously, such as a service container.</summary>
internal static class SynchronousDisposal
{
    /// <summary>Disposes on the thread pool, where no synchronisation context is waited for, and blocks meanwhile.</summary>
    /// <param name="dispose">Disposes asynchronously.</param>
    /// <param name="limit">How long this blocks at most.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="TimeoutException">It took longer; it goes on.</exception>
    public static void Run(Func<ValueTask> dispose, TimeSpan limit, TimeProvider time) =>
        Task.Run(() => dispose().AsTask()).WaitAsync(limit, time).GetAwaiter().GetResult();
}
