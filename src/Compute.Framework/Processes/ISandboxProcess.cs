namespace Compute.Framework;

/// <summary>A process that runs in a sandbox.</summary>
/// <remarks>
/// Disposing it kills it, and throws nothing: a kill that fails is logged as an error; call <see cref="KillAsync"/> to learn of
/// one. A slow or absent reader neither blocks the process nor loses output: what memory does not hold
/// is spooled to a temporary file with a bound of 1 GiB; asking for output that was dropped past that bound throws
/// <see cref="OutputDroppedException"/>.
/// </remarks>
public interface ISandboxProcess : IAsyncDisposable
{
    /// <summary>The process's id at the back end.</summary>
    string Id { get; }

    /// <summary>Reads the output as it comes, from the beginning or from a chunk on. May be called several times.</summary>
    /// <param name="fromSequence">The <see cref="OutputChunk.Sequence"/> of the first chunk to return; 0 for all.</param>
    /// <param name="cancellationToken">Stops the reading, not the process.</param>
    /// <returns>The chunks. Ends when the process has ended and all of its output was returned.</returns>
    /// <exception cref="SandboxUnavailableException">The connection or the sandbox was lost.</exception>
    /// <exception cref="OutputDroppedException">The chunk was dropped because the spool's bound was passed.</exception>
    IAsyncEnumerable<OutputChunk> ReadOutputAsync(long fromSequence = 0, CancellationToken cancellationToken = default);

    /// <summary>Reads both streams as lines of UTF-8 text. A last line without an end of line is returned too.</summary>
    /// <param name="cancellationToken">Stops the reading, not the process.</param>
    IAsyncEnumerable<OutputLine> ReadLinesAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes to the process's standard input.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="cancellationToken">Cancels the write; part of it may have been written.</param>
    /// <exception cref="ProcessInputClosedException">The process has ended or its input was closed.</exception>
    Task WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);

    /// <summary>Closes the process's standard input: it reads an end of file. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task CloseInputAsync(CancellationToken cancellationToken = default);

    /// <summary>Sends a signal to the process. Does nothing when it has ended.</summary>
    /// <param name="signal">The signal, such as <see cref="Signal.Terminate"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException">The signal is <c>default</c>.</exception>
    Task SignalAsync(Signal signal, CancellationToken cancellationToken = default);

    /// <summary>Kills the process and everything that it started. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task KillAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits for the end and returns the outcome with the output that was kept.</summary>
    /// <param name="cancellationToken">Stops the waiting, not the process.</param>
    Task<ExecutionResult> WaitAsync(CancellationToken cancellationToken = default);
}
