namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A process of a <see cref="MutantSandbox"/>.</summary>
public class MutantProcess(ISandboxProcess inner, ProcessMutation mutation) : ISandboxProcess
{
    public string Id => mutation.Id?.Invoke(inner.Id) ?? inner.Id;

    public IAsyncEnumerable<OutputChunk> ReadOutputAsync(long fromSequence = 0, CancellationToken cancellationToken = default)
    {
        return mutation.Read?.Invoke(Inner, fromSequence) ?? Inner(fromSequence);
        IAsyncEnumerable<OutputChunk> Inner(long from) => inner.ReadOutputAsync(from, cancellationToken);
    }

    public IAsyncEnumerable<OutputLine> ReadLinesAsync(CancellationToken cancellationToken = default)
    {
        var lines = inner.ReadLinesAsync(cancellationToken);
        return mutation.Lines?.Invoke(lines) ?? lines;
    }

    public Task WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        return mutation.Write?.Invoke(Inner, data) ?? Inner(data);
        Task Inner(ReadOnlyMemory<byte> changed) => inner.WriteInputAsync(changed, cancellationToken);
    }

    public Task CloseInputAsync(CancellationToken cancellationToken = default) =>
        mutation.CloseInput?.Invoke(() => inner.CloseInputAsync(cancellationToken)) ?? inner.CloseInputAsync(cancellationToken);

    public Task SignalAsync(Signal signal, CancellationToken cancellationToken = default)
    {
        return mutation.Signal?.Invoke(Inner, inner, signal) ?? Inner(signal);
        Task Inner(Signal changed) => inner.SignalAsync(changed, cancellationToken);
    }

    public Task KillAsync(CancellationToken cancellationToken = default) =>
        mutation.Kill?.Invoke(() => inner.KillAsync(cancellationToken), inner) ?? inner.KillAsync(cancellationToken);

    public Task<ExecutionResult> WaitAsync(CancellationToken cancellationToken = default) =>
        mutation.Wait?.Invoke(() => inner.WaitAsync(cancellationToken), inner, cancellationToken) ?? inner.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (mutation.Dispose?.Invoke(() => inner.DisposeAsync().AsTask()) ?? inner.DisposeAsync().AsTask());
    }
}
