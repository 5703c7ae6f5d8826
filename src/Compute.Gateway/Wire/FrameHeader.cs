using System.Buffers.Binary;

namespace Compute.Gateway.Wire;

/// <summary>Kinds of frames of a process's output.</summary>
internal enum FrameKind : byte
{
    /// <summary>Nothing: the stream is alive.</summary>
    Heartbeat,

    StandardOutput,

    StandardError,

    /// <summary>The end: the result without its output, as JSON.</summary>
    End,

    /// <summary>The end: an error, as JSON.</summary>
    Error,
}

/// <summary>What precedes the bytes of a frame: its kind, three zero bytes, the length of the bytes that follow (32 bits) and the number
/// of the chunk (64 bits), both in network byte order.</summary>
internal readonly record struct FrameHeader(FrameKind Kind, int Length, long Sequence)
{
    public const int Size = 16;

    /// <summary>The longest payload, in bytes; more is not written and refused by a reader.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    public void WriteTo(Span<byte> to)
    {
        to[..Size].Clear();
        to[0] = (byte)Kind;
        BinaryPrimitives.WriteInt32BigEndian(to[4..], Length);
        BinaryPrimitives.WriteInt64BigEndian(to[8..], Sequence);
    }

    public static FrameHeader Read(ReadOnlySpan<byte> from) => new(
        (FrameKind)from[0], BinaryPrimitives.ReadInt32BigEndian(from[4..]), BinaryPrimitives.ReadInt64BigEndian(from[8..]));
}
