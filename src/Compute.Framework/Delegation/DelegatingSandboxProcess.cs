namespace Compute.Framework;

/// <summary>Base class of processes that wrap another one: all calls are passed on.</summary>
/// <remarks>A <see cref="DelegatingSandbox"/> returns it from <see cref="DelegatingSandbox.WrapProcess"/>.</remarks>
public class DelegatingSandboxProcess : ISandboxProcess
{
    /// <summary>Creates a wrapper.</summary>
    /// <param name="innerProcess">The process to wrap.</param>
    protected DelegatingSandboxProcess(ISandboxProcess innerProcess)
    {
        ArgumentNullException.ThrowIfNull(innerProcess);
        InnerProcess = innerProcess;
    }

    /// <inheritdoc/>
    public virtual string Id => InnerProcess.Id;

    /// <summary>The wrapped process.</summary>
    protected ISandboxProcess InnerProcess { get; }

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<OutputChunk> ReadOutputAsync(long fromSequence = 0, CancellationToken cancellationToken = default) =>
        InnerProcess.ReadOutputAsync(fromSequence, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<OutputLine> ReadLinesAsync(CancellationToken cancellationToken = default) =>
        InnerProcess.ReadLinesAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        InnerProcess.WriteInputAsync(data, cancellationToken);

    /// <inheritdoc/>
    public virtual Task CloseInputAsync(CancellationToken cancellationToken = default) => InnerProcess.CloseInputAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task SignalAsync(Signal signal, CancellationToken cancellationToken = default) =>
        InnerProcess.SignalAsync(signal, cancellationToken);

    /// <inheritdoc/>
    public virtual Task KillAsync(CancellationToken cancellationToken = default) => InnerProcess.KillAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ExecutionResult> WaitAsync(CancellationToken cancellationToken = default) =>
        InnerProcess.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return InnerProcess.DisposeAsync();
    }
}
