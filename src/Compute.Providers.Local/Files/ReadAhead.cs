namespace Compute.Providers.Local.Files;

/// <summary>Reads a caller's stream to its end before the file that it is for is touched: it may fail, and then the old file
/// stays.</summary>
internal static class ReadAhead
{
    /// <summary>What is kept in memory; more goes to a temporary file that goes when it is closed.</summary>
    private const int MaxMemory = 4 * 1024 * 1024;

    private const int BufferSize = 128 * 1024;

    /// <summary>The content as a stream at its beginning. The caller disposes it.</summary>
    public static async Task<Stream> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        Stream read = new MemoryStream();
        try
        {
            var buffer = new byte[BufferSize];
            while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                if (read is MemoryStream && read.Length + count > MaxMemory)
                {
                    read = await MoveToFileAsync(read, cancellationToken).ConfigureAwait(false);
                }

                await read.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }

            read.Position = 0;
            return read;
        }
        catch
        {
            await read.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<Stream> MoveToFileAsync(Stream memory, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"compute-write-{Guid.NewGuid():n}"), options);
        try
        {
            memory.Position = 0;
            await memory.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            await memory.DisposeAsync().ConfigureAwait(false);
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
