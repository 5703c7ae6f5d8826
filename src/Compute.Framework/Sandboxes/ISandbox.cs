using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework;

/// <summary>An isolated place to run commands and keep files.</summary>
/// <remarks>
/// Disposing a sandbox that this process created with <see cref="Ownership.Owned"/> destroys it. Disposing a borrowed or
/// detached one only lets go. Disposing throws nothing: when the sandbox cannot be destroyed, the failure is logged as an error,
/// the sandbox stays usable, and disposing it again, or its provider, tries again. Call <see cref="DestroyAsync"/> to learn of a
/// failure. Instances are safe for concurrent use.
/// </remarks>
public interface ISandbox : IAsyncDisposable
{
    /// <summary>The id at the back end; never empty.</summary>
    string Id { get; }

    /// <summary>The provider that this sandbox belongs to.</summary>
    ProviderInfo Provider { get; }

    /// <summary>The files of the sandbox.</summary>
    ISandboxFileSystem Files { get; }

    /// <summary>Asks the back end for the sandbox's present state.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="SandboxNotFoundException">The sandbox is gone.</exception>
    Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>Runs a command to its end and returns its outcome and output.</summary>
    /// <param name="command">The command; a list of arguments, no shell in between.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome. A failing command is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">The command holds what no process could receive (a NUL, an environment key with <c>=</c>).</exception>
    /// <exception cref="UnsupportedOptionException">The command sets an option that this provider does not honor.</exception>
    /// <exception cref="SandboxNotFoundException">The sandbox is gone.</exception>
    /// <exception cref="SandboxUnavailableException">The sandbox or the connection was lost, so the outcome is not known.</exception>
    Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default);

    /// <summary>Starts a command and returns while it runs.</summary>
    /// <param name="command">The command; its time-out counts from the start.</param>
    /// <param name="cancellationToken">Cancels the start, not the running process.</param>
    /// <exception cref="UnsupportedCapabilityException">This provider cannot start processes.</exception>
    Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default);

    /// <summary>Runs source text in an interpreter inside the sandbox.</summary>
    /// <param name="code">The source text.</param>
    /// <param name="options">Language, working directory, time-out and the like; Python with the defaults when null.</param>
    /// <param name="cancellationToken">Cancels the run: it is killed with everything that it started.</param>
    /// <returns>The outcome. Code that fails is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">Code or options hold what no process could receive, or a value is out of its range.</exception>
    /// <exception cref="UnsupportedCapabilityException">This provider cannot run code.</exception>
    /// <exception cref="UnsupportedOptionException">The language, or an option that is set, is not supported here.</exception>
    Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Destroys the sandbox with everything in it, owned or not. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task DestroyAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks for an optional capability, such as <see cref="ISnapshotSource"/>. Works through wrappers too.</summary>
    /// <typeparam name="TCapability">The capability's interface.</typeparam>
    /// <param name="capability">The capability when this sandbox has it on this machine.</param>
    bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class;
}
