using Compute.Framework.Authoring;

namespace Compute.Providers.Remote.Wire;

/// <summary>A process or a terminal behind the gateway, as the framework takes it.</summary>
internal sealed class RemoteChannel(RemoteProcess process, bool isTerminal = false) : TerminalChannel
{
    public override string ProcessId => process.Id;

    public override IAsyncEnumerable<ProcessFrame> ReadFramesAsync(CancellationToken cancellationToken) =>
        process.ReadFramesAsync(cancellationToken);

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        process.WriteInputAsync(data, cancellationToken);

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) =>
        isTerminal ? base.CloseInputAsync(cancellationToken) : process.CloseInputAsync(cancellationToken);

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) =>
        process.SignalAsync(signal, cancellationToken);

    public override ValueTask KillAsync(CancellationToken cancellationToken) => process.KillAsync(cancellationToken);

    public override ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken) =>
        process.ResizeAsync(columns, rows, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await process.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
