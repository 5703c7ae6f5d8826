namespace Compute.Framework;

/// <summary>A sandbox whose processes can be listed and found again.</summary>
/// <remarks>Where the provider does not do this itself, the framework knows the processes that were started through the same
/// provider object, as long as the <see cref="ISandboxProcess"/> that started each is not disposed; <c>Info.Capabilities</c>
/// reports.</remarks>
public interface IProcessTable
{
    /// <summary>Lists processes, terminals among them.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<SandboxProcessInfo> ListProcessesAsync(CancellationToken cancellationToken = default);

    /// <summary>Finds a process. What was started through the same provider object has all of its output, from sequence number 0
    /// on.</summary>
    /// <param name="processId">The process's <see cref="ISandboxProcess.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process, or null when there is none. It is not owned: disposing it leaves it running, and
    /// <see cref="ISandboxProcess.KillAsync"/> kills it.</returns>
    Task<ISandboxProcess?> AttachProcessAsync(string processId, CancellationToken cancellationToken = default);
}
