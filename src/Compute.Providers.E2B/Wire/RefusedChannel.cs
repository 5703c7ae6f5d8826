using System.Runtime.CompilerServices;
using Compute.Framework.Authoring;

namespace Compute.Providers.E2B.Wire;

/// <summary>A command that the agent refused to start.</summary>
internal sealed class RefusedChannel(string reason) : TerminalChannel
{
    public override string ProcessId => string.Empty;

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return ProcessFrame.FailedToStart(reason);
    }

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        throw new ProcessInputClosedException();

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask KillAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
