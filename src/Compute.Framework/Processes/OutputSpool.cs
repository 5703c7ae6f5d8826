using Compute.Framework.Streams;
using Microsoft.Win32.SafeHandles;

namespace Compute.Framework.Runtime;

/// <summary>The older part of a process's output in temporary files that nobody else can open and that vanish with the process.</summary>
/// <remarks>
/// Holds blocks as they were in memory. One writer, any number of readers. Several files, because one whose space is reserved when
/// it is made takes half the time to write, and the whole bound is too much to reserve.
/// </remarks>
internal sealed class OutputSpool(long limitBytes) : IDisposable
{
    /// <summary>How much one process's spool holds: 1 GiB.</summary>
    public const long DefaultLimitBytes = 1024L * 1024 * 1024;

    private const int SegmentBytes = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly List<SafeFileHandle> _segments = [];
    private int _segmentLength = SegmentBytes;
    private long _length;
    private bool _isFull;

    /// <summary>Appends blocks after those that are there. Once the bound is passed, nothing is appended any more.</summary>
    /// <remarks>Writes in the caller's thread: that costs less than to hand the blocks over, and the file system keeps them in memory for
    /// now.</remarks>
    public void Append(IReadOnlyList<OutputBlock> blocks)
    {
        var pending = new List<ReadOnlyMemory<byte>>(blocks.Count);
        var entries = new List<Entry>(blocks.Count);
        var pendingBytes = 0;
        foreach (var block in blocks.Select(block => block.Records))
        {
            if (_isFull)
            {
                break;
            }

            var room = limitBytes - _length - pendingBytes;
            _isFull = block.Data.Length > room;
            var kept = _isFull ? block.Limit(room) : block;
            if (kept.Count == 0)
            {
                break;
            }

            if (_segmentLength + pendingBytes + kept.Data.Length > SegmentBytes)
            {
                Write(pending, pendingBytes);
                pendingBytes = 0;
                pending.Clear();
                _segments.Add(SpoolFile.Open(SegmentBytes));
                _segmentLength = 0;
            }

            entries.Add(new Entry(kept.FirstSequence, kept.Count, _segments[^1], _segmentLength + pendingBytes, kept.Data.Length));
            pending.Add(kept.Data);
            pendingBytes += kept.Data.Length;
        }

        Write(pending, pendingBytes);
        lock (_gate)
        {
            _entries.AddRange(entries);
        }
    }

    /// <summary>Reads the block that holds a chunk.</summary>
    /// <returns>The block in memory of its own, or null when the chunk was dropped.</returns>
    public async ValueTask<OutputRecords?> ReadAsync(long sequence, CancellationToken cancellationToken)
    {
        if (Find(sequence) is not { } entry)
        {
            return null;
        }

        var data = GC.AllocateUninitializedArray<byte>(entry.Length);
        for (var read = 0; read < data.Length;)
        {
            var count = await RandomAccess.ReadAsync(
                entry.File, data.AsMemory(read), entry.Offset + read, cancellationToken).ConfigureAwait(false);
            read += count > 0 ? count : throw new IOException("The spool of a process's output is shorter than it should be.");
        }

        return new OutputRecords(entry.FirstSequence, entry.Count, data);
    }

    public void Dispose() => _segments.ForEach(segment => segment.Dispose());

    private void Write(IReadOnlyList<ReadOnlyMemory<byte>> pending, int bytes)
    {
        if (bytes > 0)
        {
            RandomAccess.Write(_segments[^1], pending, _segmentLength);
            _segmentLength += bytes;
            _length += bytes;
        }
    }

    private Entry? Find(long sequence)
    {
        lock (_gate)
        {
            var (low, high) = (0, _entries.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var entry = _entries[middle];
                if (sequence < entry.FirstSequence)
                {
                    high = middle - 1;
                }
                else if (sequence >= entry.FirstSequence + entry.Count)
                {
                    low = middle + 1;
                }
                else
                {
                    return entry;
                }
            }

            return null;
        }
    }

    private readonly record struct Entry(long FirstSequence, int Count, SafeFileHandle File, long Offset, int Length);
}
