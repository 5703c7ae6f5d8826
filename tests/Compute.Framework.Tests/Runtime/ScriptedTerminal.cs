using System.Text;
using Compute.Framework.Authoring;

namespace Compute.Framework.Tests.Runtime;

/// <summary>A terminal that plays a <see cref="ScriptedChannel"/> and notes its sizes.</summary>
internal sealed class ScriptedTerminal : TerminalChannel
{
    public ScriptedChannel Inner { get; } = new();

    public List<(int Columns, int Rows)> Sizes { get; } = [];

    public Exception? ResizeError { get; set; }

    public override string ProcessId => Inner.ProcessId;

    public string Input => Encoding.UTF8.GetString(Inner.Input.ToArray());

    public override IAsyncEnumerable<ProcessFrame> ReadFramesAsync(CancellationToken cancellationToken) => Inner.ReadFramesAsync(cancellationToken);

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => Inner.WriteInputAsync(data, cancellationToken);

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => Inner.SignalAsync(signal, cancellationToken);

    public override ValueTask KillAsync(CancellationToken cancellationToken) => Inner.KillAsync(cancellationToken);

    public override ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        if (ResizeError is not null)
        {
            throw ResizeError;
        }

        Sizes.Add((columns, rows));
        return default;
    }
}
