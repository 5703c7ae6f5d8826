using System.Buffers;

namespace Compute.Framework.Runtime;

/// <summary>Collects one output stream up to a limit, and knows whether more came.</summary>
/// <param name="limit">How many bytes are kept.</param>
/// <param name="memory">Empty memory to keep them in; memory of its own when null.</param>
internal sealed class OutputCapture(long limit, ArrayBufferWriter<byte>? memory = null)
{
    private readonly ArrayBufferWriter<byte> _buffer = memory ?? new();

    public bool IsTruncated { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.WrittenMemory;

    public void Append(ReadOnlySpan<byte> data)
    {
        var room = Math.Min(limit, Array.MaxLength) - _buffer.WrittenCount;
        if (data.Length > room)
        {
            IsTruncated = true;
            data = data[..(int)room];
        }

        _buffer.Write(data);
    }
}

/// <summary>Collects both output streams of a command.</summary>
internal sealed class CommandCapture(long limit, ArrayBufferWriter<byte>? memory = null)
{
    private readonly OutputCapture _output = new(limit, memory);
    private readonly OutputCapture _error = new(limit);

    public void Append(StandardStream stream, ReadOnlySpan<byte> data) =>
        (stream == StandardStream.StandardOutput ? _output : _error).Append(data);

    /// <summary>The result of a command that ended, with the output that was kept.</summary>
    public ExecutionResult Complete(ExecutionResult end, TimeSpan duration, bool isTruncated = false) => end with
    {
        StandardOutput = _output.Bytes,
        StandardError = _error.Bytes,
        IsOutputTruncated = isTruncated || _output.IsTruncated || _error.IsTruncated,
        Duration = duration,
    };
}
