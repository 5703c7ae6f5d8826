using Compute.Framework;

namespace Compute.Providers.Local.Files;

/// <summary>The files of one sandbox. Errors are <see cref="SandboxFileException"/>s with the path as it was given.</summary>
internal abstract class LocalFiles
{
    private const int BufferSize = 128 * 1024;

    public abstract Stream OpenRead(string path);

    /// <summary>Opens a file for writing: created with its parents, or emptied.</summary>
    public abstract FileStream OpenWrite(string path);

    public abstract IEnumerable<FileEntry> List(string path);

    public abstract FileEntry? Describe(string path);

    public abstract void CreateDirectory(string path);

    public abstract Task DeleteAsync(string path, bool recursive);

    public abstract Task MoveAsync(string source, string destination);

    public abstract Task CopyAsync(string source, string destination, bool recursive, CancellationToken cancellationToken);

    /// <summary>Sets permission bits, links followed.</summary>
    public abstract void SetMode(string path, UnixFileMode mode);

    /// <summary>Opens a directory to be watched.</summary>
    public abstract WatchedDirectory OpenWatched(string path);

    public bool Exists(string path)
    {
        try
        {
            return Describe(path) is not null;
        }
        catch (SandboxNotADirectoryException)
        {
            return false;
        }
    }

    /// <summary>Writes content to an open file and closes it.</summary>
    public static async Task FillAsync(string path, FileStream file, Stream content, CancellationToken cancellationToken)
    {
        await using (file.ConfigureAwait(false))
        {
            var buffer = new byte[BufferSize];
            int count;
            while ((count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                try
                {
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                }
                catch (IOException exception)
                {
                    throw FileErrors.Map(path, exception);
                }
            }
        }
    }
}
