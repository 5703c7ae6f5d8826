using Compute.Framework.Streams;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Docker.Files;

/// <summary>Content that is taken to a temporary file as fast as it comes, and read from there as slowly as the consumer likes: whoever
/// sends it does not wait for the consumer.</summary>
/// <remarks>The content is owned: it is disposed when all of it has come, or when this stream is disposed.</remarks>
internal sealed class SpooledStream : ForwardReadStream
{
    private const int BlockBytes = 256 * 1024;

    private readonly Stream _content;
    private readonly SafeFileHandle _file;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _more = new(0);
    private readonly Task _filling;
    private long _filled;
    private long _position;
    private int _users = 2;
    private bool _isDisposed;

    /// <param name="content">The content.</param>
    /// <exception cref="IOException">No temporary file can be created.</exception>
    public SpooledStream(Stream content)
    {
        _content = content;
        _file = Open();
        _filling = Task.Run(FillAsync);

        // Nobody may read to the end.
        _ = _filling.ContinueWith(static task => task.Exception, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public override bool CanRead => !_isDisposed;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (!buffer.IsEmpty)
        {
            // In this order: what came before the end is read before the end is seen.
            var hasEnded = _filling.IsCompleted;
            if (Volatile.Read(ref _filled) - _position is > 0 and var available)
            {
                var count = await RandomAccess.ReadAsync(
                    _file, buffer[..(int)Math.Min(buffer.Length, available)], _position, cancellationToken).ConfigureAwait(false);
                _position += count;
                return count > 0 ? count : throw new IOException("The temporary copy of a file is shorter than it should be.");
            }

            if (hasEnded)
            {
                await _filling.ConfigureAwait(false);
                return 0;
            }

            await Task.WhenAny(_more.WaitAsync(cancellationToken), _filling).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _stop.Cancel();
            Release();
        }

        base.Dispose(disposing);
    }

    private async Task FillAsync()
    {
        var block = new byte[BlockBytes];
        try
        {
            await using var closing = _content.ConfigureAwait(false);
            while (await _content.ReadAsync(block, _stop.Token).ConfigureAwait(false) is > 0 and var count)
            {
                // In this thread: the file system keeps it in memory for now.
                RandomAccess.Write(_file, block.AsSpan(0, count), _filled);
                Volatile.Write(ref _filled, _filled + count);
                _more.Release();
            }
        }
        finally
        {
            Release();
        }
    }

    /// <summary>The file is closed by the last of its two users.</summary>
    private void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _file.Dispose();
        }
    }

    private static SafeFileHandle Open()
    {
        var path = Path.Combine(Path.GetTempPath(), $"compute-{Guid.NewGuid():N}.spool");
        var file = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        if (!OperatingSystem.IsWindows())
        {
            // Files may hold secrets, and this process may be killed: no name, no leftover.
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Delete(path);
        }

        return file;
    }
}
