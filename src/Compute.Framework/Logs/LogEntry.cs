using System.Text;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>An entry of a sandbox's log, as the back end keeps it; usually a line.</summary>
public sealed record LogEntry
{
    private readonly ContentBytes _data;

    /// <summary>When it was written, in UTC; null if the back end does not report it.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The stream to which it was written; <see cref="StandardStream.StandardOutput"/> if the
    /// back end does not report it.</summary>
    public StandardStream Stream { get; init; }

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Data { get => _data.Memory; init => _data = new(value); }

    /// <summary>The bytes as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Data.Span);

    /// <summary>Returns the time, the stream and the length, but not the content, which may contain secrets.</summary>
    public override string ToString() => $"{Timestamp:O} {Stream} {Data.Length} bytes";
}
