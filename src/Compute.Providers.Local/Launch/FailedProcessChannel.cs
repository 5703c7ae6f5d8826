using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Launch;

/// <summary>A process, in a terminal or not, that could not be started.</summary>
internal sealed class FailedProcessChannel(string reason) : TerminalChannel
{
    public override string ProcessId => "none";

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        yield return ProcessFrame.FailedToStart(reason);
    }

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        ValueTask.FromException(new ProcessInputClosedException());

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask KillAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
