using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework;

/// <summary>An isolated environment in which to run commands and keep files.</summary>
/// <remarks>
/// Disposing a sandbox that this process created with <see cref="Ownership.Owned"/> destroys it. Disposing a non-owning or detached one
/// only releases the object. Disposal does not throw: if the sandbox cannot be destroyed, the failure is logged as an error, the sandbox
/// stays usable, and disposing it again, or its provider, retries the destruction. Call <see cref="DestroyAsync"/> to receive the
/// exception. Instances are safe for concurrent use.
/// </remarks>
public interface ISandbox : IAsyncDisposable
{
    /// <summary>The id that the back end assigned; never empty.</summary>
    string Id { get; }

    /// <summary>The provider that this sandbox belongs to.</summary>
    ProviderInfo Provider { get; }

    /// <summary>The files of the sandbox.</summary>
    ISandboxFileSystem Files { get; }

    /// <summary>Gets the current state of the sandbox from the back end.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="SandboxNotFoundException">The sandbox is gone.</exception>
    Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>Runs a command to its end and returns its outcome and output.</summary>
    /// <param name="command">The command: a list of arguments that no shell interprets.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome. The failure of a command is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">The command contains a value that no process can receive (a NUL,
    /// an environment key with <c>=</c>).</exception>
    /// <exception cref="UnsupportedOptionException">The command sets an option that this provider does not honor.</exception>
    /// <exception cref="SandboxNotFoundException">The sandbox is gone.</exception>
    /// <exception cref="SandboxUnavailableException">The sandbox or the connection was lost, so the outcome is unknown.</exception>
    Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default);

    /// <summary>Starts a command and returns without waiting for its end.</summary>
    /// <param name="command">The command; its time-out begins at the start.</param>
    /// <param name="cancellationToken">Cancels the start, but not a running process.</param>
    /// <exception cref="UnsupportedCapabilityException">This provider cannot start processes.</exception>
    Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default);

    /// <summary>Runs source text in an interpreter inside the sandbox.</summary>
    /// <param name="code">The source text.</param>
    /// <param name="options">The options, such as language, working directory and time-out; Python with the defaults if null.</param>
    /// <param name="cancellationToken">Cancels the run: it is killed with everything that it started.</param>
    /// <returns>The outcome. The failure of the code is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">Code or options contain a value that no process can receive,
    /// or a value is out of range.</exception>
    /// <exception cref="UnsupportedCapabilityException">This provider cannot run code.</exception>
    /// <exception cref="UnsupportedOptionException">The language, or an option that is set, is not supported here.</exception>
    Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Destroys the sandbox and its content, whether or not it is owned. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task DestroyAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets an optional capability, such as <see cref="ISnapshotSource"/>. Also works through wrappers.</summary>
    /// <typeparam name="TCapability">The capability's interface.</typeparam>
    /// <param name="capability">The capability, if this sandbox has it on this machine.</param>
    bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class;
}
