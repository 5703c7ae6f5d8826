using Microsoft.Win32.SafeHandles;

namespace Compute.Framework.Runtime;

/// <summary>The older part of a process's output in a temporary file that nobody else can open and that vanishes with the process.</summary>
/// <remarks>Holds blocks as they were in memory. One writer, any number of readers.</remarks>
internal sealed class OutputSpool(long limitBytes) : IDisposable
{
    /// <summary>How much one process's spool holds: 1 GiB.</summary>
    public const long DefaultLimitBytes = 1024L * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private SafeFileHandle? _file;
    private long _length;
    private bool _isFull;

    /// <summary>Appends the block after those that are there. Once the bound is passed, nothing is appended any more.</summary>
    /// <remarks>Writes in the caller's thread: that costs less than to hand a block over, and the file system keeps it in memory for now.</remarks>
    public void Append(in OutputRecords block)
    {
        if (_isFull)
        {
            return;
        }

        _isFull = block.Data.Length > limitBytes - _length;
        var kept = _isFull ? block.Limit(limitBytes - _length) : block;
        if (kept.Count > 0)
        {
            _file ??= Open();
            RandomAccess.Write(_file, kept.Data.Span, _length);
            lock (_gate)
            {
                _entries.Add(new Entry(kept.FirstSequence, kept.Count, _length, kept.Data.Length));
            }

            _length += kept.Data.Length;
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
            var count = await RandomAccess.ReadAsync(_file!, data.AsMemory(read), entry.Offset + read, cancellationToken).ConfigureAwait(false);
            read += count > 0 ? count : throw new IOException("The spool of a process's output is shorter than it should be.");
        }

        return new OutputRecords(entry.FirstSequence, entry.Count, data);
    }

    public void Dispose() => _file?.Dispose();

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

    private static SafeFileHandle Open()
    {
        var path = Path.Combine(Path.GetTempPath(), $"compute-{Guid.NewGuid():N}.spool");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        if (!OperatingSystem.IsWindows())
        {
            // Output may hold secrets, and this process may be killed: no name, no leftover.
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Delete(path);
        }

        return file;
    }

    private readonly record struct Entry(long FirstSequence, int Count, long Offset, int Length);
}
