namespace Compute.Framework;

/// <summary>A sandbox that can be suspended.</summary>
public interface IPausable
{
    /// <summary>Suspends everything that runs in the sandbox; files and processes are kept. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task PauseAsync(CancellationToken cancellationToken = default);

    /// <summary>Resumes everything in the sandbox. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task ResumeAsync(CancellationToken cancellationToken = default);
}
