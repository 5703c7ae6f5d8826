using Compute.Framework.Streams;

namespace Compute.Framework.Emulation;

/// <summary>A file of a sandbox, read chunk by chunk: one chunk is in memory, and nothing is open in the sandbox.</summary>
internal sealed class ShellReadStream(
    Func<long, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> readChunk, ReadOnlyMemory<byte> first) : ForwardReadStream
{
    private ReadOnlyMemory<byte> _chunk = first;
    private long _chunks = 1;
    private bool _isLast = first.Length < ShellFileScripts.ReadBytes;
    private bool _isDisposed;

    public override bool CanRead => !_isDisposed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_chunk.IsEmpty && !_isLast)
        {
            _chunk = await readChunk(_chunks, cancellationToken).ConfigureAwait(false);
            _chunks++;
            _isLast = _chunk.Length < ShellFileScripts.ReadBytes;
        }

        var count = Math.Min(buffer.Length, _chunk.Length);
        _chunk[..count].CopyTo(buffer);
        _chunk = _chunk[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        _chunk = default;
        base.Dispose(disposing);
    }
}
