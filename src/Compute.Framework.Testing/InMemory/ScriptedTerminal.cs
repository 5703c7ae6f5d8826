using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

/// <summary>The terminal that a scripted command runs in: its present size. It echoes nothing and edits no lines.</summary>
public sealed class ScriptedTerminal
{
    private volatile int _columns;
    private volatile int _rows;

    internal ScriptedTerminal(int columns, int rows)
    {
        _columns = columns;
        _rows = rows;
    }

    /// <summary>The width in characters.</summary>
    public int Columns => _columns;

    /// <summary>The height in lines.</summary>
    public int Rows => _rows;

    internal void Resize(int columns, int rows) => (_columns, _rows) = (columns, rows);
}

/// <summary>A scripted command in a terminal.</summary>
internal sealed class ScriptedTerminalChannel(ScriptedChannel process, ScriptedTerminal terminal) : TerminalChannel
{
    public override string ProcessId => process.ProcessId;

    public override IAsyncEnumerable<ProcessFrame> ReadFramesAsync(CancellationToken cancellationToken) =>
        process.ReadFramesAsync(cancellationToken);

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        process.WriteInputAsync(data, cancellationToken);

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) =>
        process.SignalAsync(signal, cancellationToken);

    public override ValueTask KillAsync(CancellationToken cancellationToken) => process.KillAsync(cancellationToken);

    public override ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        terminal.Resize(columns, rows);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await process.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
