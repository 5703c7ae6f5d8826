namespace Compute.Framework.Runtime;

/// <summary>A running terminal.</summary>
internal sealed class SandboxTerminal(TerminalChannel channel, TerminalOptions options, ProcessSurroundings surroundings)
    : SandboxProcess(channel, new Command { Arguments = options.Arguments }, surroundings, feedInput: false), ISandboxTerminal
{
    private volatile int _columns = options.Columns;
    private volatile int _rows = options.Rows;

    public int Columns => _columns;

    public int Rows => _rows;

    public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken = default)
    {
        OptionGuard.CheckTerminalSize(columns, rows);
        ThrowIfDisposed();
        if (!HasEnded)
        {
            await CallAsync(() => channel.ResizeAsync(columns, rows, cancellationToken), cancellationToken).ConfigureAwait(false);
            (_columns, _rows) = (columns, rows);
        }
    }

    public TerminalInfo ToTerminalInfo()
    {
        var info = ToInfo();
        return new TerminalInfo
        {
            Id = info.Id,
            Arguments = options.Arguments,
            StartedAt = info.StartedAt!.Value,
            IsRunning = info.IsRunning,
            Columns = Columns,
            Rows = Rows,
        };
    }

    public override ISandboxProcess Attach() => new AttachedTerminal(this);

    /// <summary>An end-of-transmission character is not the end of the input: the program in a terminal can continue to read.</summary>
    protected override bool ClosesInput => false;

    /// <summary>A terminal has one stream, regardless of its name at the back end.</summary>
    protected override void Append(StandardStream stream, ReadOnlyMemory<byte> data) => base.Append(StandardStream.StandardOutput, data);
}

/// <summary>A non-owning terminal object.</summary>
internal sealed class AttachedTerminal(SandboxTerminal terminal) : AttachedProcess(terminal), ISandboxTerminal
{
    public int Columns => terminal.Columns;

    public int Rows => terminal.Rows;

    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return terminal.ResizeAsync(columns, rows, cancellationToken);
    }
}
