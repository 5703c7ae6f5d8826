namespace Compute.Framework.Runtime;

/// <summary>A process that somebody else started and owns, with all of its output. Disposing it leaves the process running.</summary>
internal class AttachedProcess(SandboxProcess process) : ISandboxProcess
{
    private int _disposed;

    public string Id => process.Id;

    public IAsyncEnumerable<OutputChunk> ReadOutputAsync(long fromSequence = 0, CancellationToken cancellationToken = default) =>
        Held().ReadOutputAsync(fromSequence, cancellationToken);

    public IAsyncEnumerable<OutputLine> ReadLinesAsync(CancellationToken cancellationToken = default) =>
        Held().ReadLinesAsync(cancellationToken);

    public Task WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        Held().WriteInputAsync(data, cancellationToken);

    public Task CloseInputAsync(CancellationToken cancellationToken = default) => Held().CloseInputAsync(cancellationToken);

    public Task SignalAsync(Signal signal, CancellationToken cancellationToken = default) => Held().SignalAsync(signal, cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken = default) => Held().KillAsync(cancellationToken);

    public Task<ExecutionResult> WaitAsync(CancellationToken cancellationToken = default) => Held().WaitAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Volatile.Write(ref _disposed, 1);
        return ValueTask.CompletedTask;
    }

    protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(ISandboxProcess));

    private SandboxProcess Held()
    {
        ThrowIfDisposed();
        return process;
    }
}
