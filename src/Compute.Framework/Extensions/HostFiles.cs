using System.Runtime.InteropServices;

namespace Compute.Framework;

/// <summary>Files of this machine that are uploaded or written over: opening one never blocks for ever.</summary>
internal static partial class HostFiles
{
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const int CurrentDirectory = -100;
    private const int NoFollowNoMount = 0x900;
    private const uint TypeOnly = 1;

    /// <summary>Whether a path leads to something below a directory; both are full and normalized. The root ends with a
    /// separator.</summary>
    public static bool IsBelow(string directory, string path) => path.StartsWith(
        Path.EndsInDirectorySeparator(directory) ? directory : directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>What kind of special file a path is itself, as part of a sentence; null for everything else.</summary>
    public static string? SpecialKindOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> status = stackalloc byte[StatusBytes];
        try
        {
            if (Statx(CurrentDirectory, path, NoFollowNoMount, TypeOnly, ref MemoryMarshal.GetReference(status)) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library of before 2018.
            return null;
        }

        return (MemoryMarshal.Read<ushort>(status[ModeOffset..]) & 0xF000) switch
        {
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    /// <summary>Opens a regular file for reading.</summary>
    /// <param name="entry">The path to name in errors.</param>
    /// <param name="path">The path, in which no link is left.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="SandboxFileException">It is no regular file, or cannot be reached.</exception>
    public static async Task<FileStream> OpenReadAsync(string entry, string path, CancellationToken cancellationToken)
    {
        if (SpecialKindOf(path) is { } kind)
        {
            throw new SandboxFileException(entry, $"Is {kind}, which has no content to upload.");
        }

        // What is checked may be another file by now, and so may block whoever opens it.
        var opening = Task.Run(
            () => new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite,
                bufferSize: 0,
                FileOptions.Asynchronous | FileOptions.SequentialScan),
            CancellationToken.None);
        try
        {
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException exception)
        {
            throw Unreachable(entry, exception);
        }
        catch (OperationCanceledException)
        {
            _ = opening.ContinueWith(
                static opened => opened.Exception is null ? opened.Result.DisposeAsync().AsTask() : Task.CompletedTask,
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>The error for an entry that was listed and is not found.</summary>
    public static SandboxFileException Unreachable(string entry, Exception? innerException = null) =>
        new(entry, "The entry cannot be found: it is gone, or its name is no text in UTF-8.", innerException);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte status);
}
