using System.Buffers.Binary;

namespace Compute.Framework.Runtime;

/// <summary>Chunks that follow each other, as records in one piece of memory that is written to the spool as it is.</summary>
/// <remarks>A record is 4 bytes, the length with the stream in the top bit, then the bytes.</remarks>
internal sealed class OutputBlock(long firstSequence, byte[] buffer)
{
    /// <summary>What a record needs besides its bytes.</summary>
    public const int HeaderBytes = 4;

    private const uint StandardErrorBit = 0x8000_0000;

    private int _length;
    private int _count;

    /// <summary>The memory; past what is written it is free.</summary>
    public byte[] Buffer => buffer;

    /// <summary>Whether a reader has seen the memory, which therefore belongs to it for good.</summary>
    public bool IsShared { get; private set; }

    /// <summary>The number of the first chunk.</summary>
    public long FirstSequence => firstSequence;

    /// <summary>What is in the block now.</summary>
    public OutputRecords Records => new(firstSequence, _count, buffer.AsMemory(0, _length));

    public bool HasRoomFor(int dataLength) => buffer.Length - _length >= HeaderBytes + dataLength;

    public void Append(StandardStream stream, ReadOnlySpan<byte> data)
    {
        var free = buffer.AsSpan(_length);
        BinaryPrimitives.WriteUInt32LittleEndian(free, (uint)data.Length | (stream == StandardStream.StandardError ? StandardErrorBit : 0));
        data.CopyTo(free[HeaderBytes..]);
        _length += HeaderBytes + data.Length;
        _count++;
    }

    /// <summary>What is in the block now, for a reader to keep.</summary>
    public OutputRecords Share()
    {
        IsShared = true;
        return Records;
    }

    /// <summary>Reads the record at a position.</summary>
    public static (StandardStream Stream, ReadOnlyMemory<byte> Data) Read(ReadOnlyMemory<byte> records, int position)
    {
        var word = BinaryPrimitives.ReadUInt32LittleEndian(records.Span[position..]);
        return (
            (word & StandardErrorBit) == 0 ? StandardStream.StandardOutput : StandardStream.StandardError,
            records.Slice(position + HeaderBytes, (int)(word & ~StandardErrorBit)));
    }
}

/// <summary>Records of an <see cref="OutputBlock"/>.</summary>
/// <param name="FirstSequence">The number of the first chunk.</param>
/// <param name="Count">How many chunks there are.</param>
/// <param name="Data">The records.</param>
internal readonly record struct OutputRecords(long FirstSequence, int Count, ReadOnlyMemory<byte> Data)
{
    public long EndSequence => FirstSequence + Count;

    /// <summary>The first records that need no more than a number of bytes.</summary>
    public OutputRecords Limit(long bytes)
    {
        var (count, length) = (0, 0);
        while (count < Count)
        {
            var next = length + OutputBlock.HeaderBytes + OutputBlock.Read(Data, length).Data.Length;
            if (next > bytes)
            {
                break;
            }

            (count, length) = (count + 1, next);
        }

        return new(FirstSequence, count, Data[..length]);
    }
}
