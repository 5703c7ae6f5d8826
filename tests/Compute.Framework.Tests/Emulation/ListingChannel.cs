using System.Text;
using System.Text.RegularExpressions;
using Compute.Framework.Authoring;
using Compute.Framework.Tests.Runtime;

namespace Compute.Framework.Tests.Emulation;

/// <summary>What lists new directories of a watch, in a sandbox that has certain paths.</summary>
internal sealed partial class ListingChannel : ProcessChannel
{
    private readonly ScriptedChannel _channel = new();

    public IReadOnlyList<string> Paths { get; set; } = [];

    /// <summary>Instead of telling the paths.</summary>
    public Action? OnLine { get; set; }

    public override string ProcessId => _channel.ProcessId;

    public int Kills => _channel.Kills;

    public bool? WasDisposedWhileRead => _channel.WasDisposedWhileRead;

    public void Send(ProcessFrame frame) => _channel.Send(frame);

    public override IAsyncEnumerable<ProcessFrame> ReadFramesAsync(CancellationToken cancellationToken) => _channel.ReadFramesAsync(cancellationToken);

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (OnLine is not null)
        {
            OnLine();
            return ValueTask.CompletedTask;
        }

        var line = Encoding.ASCII.GetString(data.Span);
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        foreach (var directory in line.TrimEnd('\n').Split(' ').Select(word => Octal().Replace(word, match => $"{(char)Convert.ToInt32(match.Groups[1].Value, 8)}")))
        {
            _channel.SendText(string.Concat(Paths.Where(path => path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal)).Select(path => path + '\0')));
        }

        _channel.SendText("\0");
        return ValueTask.CompletedTask;
    }

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => _channel.CloseInputAsync(cancellationToken);

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask KillAsync(CancellationToken cancellationToken) => _channel.KillAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await base.DisposeAsync();
    }

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
