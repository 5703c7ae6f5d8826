using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Compute.Framework.Runtime;

/// <summary>The older part of a process's output in a temporary file that nobody else can open and that vanishes with the process.</summary>
/// <remarks>Records follow each other: 4 bytes length with the stream in the top bit, then the bytes. Every 256th has an index entry.</remarks>
internal sealed class OutputSpool(long limitBytes) : IAsyncDisposable
{
    /// <summary>How much one process's spool holds: 1 GiB.</summary>
    public const long DefaultLimitBytes = 1024L * 1024 * 1024;

    private const int IndexStep = 256;
    private const int HeaderBytes = 4;
    private const uint StandardErrorBit = 0x8000_0000;

    private readonly Lock _gate = new();
    private readonly List<long> _index = [];
    private SafeFileHandle? _file;
    private long _length;
    private long _count;
    private bool _isFull;

    /// <summary>Appends chunks that follow those that are there. Once the bound is passed, nothing is appended any more.</summary>
    public async ValueTask AppendAsync(IReadOnlyList<OutputChunk> chunks)
    {
        var buffers = new List<ReadOnlyMemory<byte>>(chunks.Count * 2);
        var offset = _length;
        var added = 0;
        foreach (var chunk in chunks)
        {
            if (_isFull || offset + HeaderBytes + chunk.Data.Length > limitBytes)
            {
                _isFull = true;
                break;
            }

            if ((_count + added) % IndexStep == 0)
            {
                lock (_gate)
                {
                    _index.Add(offset);
                }
            }

            var header = new byte[HeaderBytes];
            BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)chunk.Data.Length | (chunk.Stream == OutputStream.StandardError ? StandardErrorBit : 0));
            buffers.Add(header);
            buffers.Add(chunk.Data);
            offset += HeaderBytes + chunk.Data.Length;
            added++;
        }

        if (added > 0)
        {
            _file ??= Open();
            await RandomAccess.WriteAsync(_file, buffers, _length).ConfigureAwait(false);
            lock (_gate)
            {
                _length = offset;
                _count += added;
            }
        }
    }

    public Cursor CreateCursor() => new(this);

    public ValueTask DisposeAsync()
    {
        _file?.Dispose();
        return ValueTask.CompletedTask;
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

    /// <summary>A place in the spool; reading on from where it stands needs no search.</summary>
    public sealed class Cursor(OutputSpool spool)
    {
        private long _sequence = -1;
        private long _offset;

        /// <returns>The chunk, or null when it was dropped.</returns>
        public async ValueTask<OutputChunk?> ReadAsync(long sequence, CancellationToken cancellationToken)
        {
            lock (spool._gate)
            {
                if (sequence >= spool._count)
                {
                    return null;
                }

                if (sequence != _sequence)
                {
                    _sequence = sequence - (sequence % IndexStep);
                    _offset = spool._index[(int)(sequence / IndexStep)];
                }
            }

            var header = new byte[HeaderBytes];
            while (true)
            {
                await ReadExactlyAsync(header, _offset, cancellationToken).ConfigureAwait(false);
                var word = BinaryPrimitives.ReadUInt32LittleEndian(header);
                var length = (int)(word & ~StandardErrorBit);
                var start = _offset + HeaderBytes;
                _offset = start + length;
                if (_sequence++ == sequence)
                {
                    var data = GC.AllocateUninitializedArray<byte>(length);
                    await ReadExactlyAsync(data, start, cancellationToken).ConfigureAwait(false);
                    return new OutputChunk(sequence, (word & StandardErrorBit) == 0 ? OutputStream.StandardOutput : OutputStream.StandardError, data);
                }
            }
        }

        private async ValueTask ReadExactlyAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
        {
            while (buffer.Length > 0)
            {
                var read = await RandomAccess.ReadAsync(spool._file!, buffer, offset, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw new IOException("The spool of a process's output is shorter than it should be.");
                }

                buffer = buffer[read..];
                offset += read;
            }
        }
    }
}
