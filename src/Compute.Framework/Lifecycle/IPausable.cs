namespace Compute.Framework;

/// <summary>A sandbox that can be suspended.</summary>
public interface IPausable
{
    /// <summary>Suspends everything that runs in the sandbox; files and processes stay as they are. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task PauseAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets everything in the sandbox run on. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task ResumeAsync(CancellationToken cancellationToken = default);
}
