using System.Text;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A piece of a sandbox's log, as the back end keeps it; mostly a line.</summary>
public sealed record LogEntry
{
    private readonly ContentBytes _data;

    /// <summary>When it was written, in UTC; null where the back end does not tell.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The stream that it was written to; <see cref="StandardStream.StandardOutput"/> where the back end does not tell.</summary>
    public StandardStream Stream { get; init; }

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Data { get => _data.Memory; init => _data = new(value); }

    /// <summary>The bytes as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Data.Span);

    /// <summary>The time, the stream and the length; not the content, which may hold secrets.</summary>
    public override string ToString() => $"{Timestamp:O} {Stream} {Data.Length} bytes";
}
