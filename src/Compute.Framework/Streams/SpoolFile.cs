using Microsoft.Win32.SafeHandles;

namespace Compute.Framework.Streams;

/// <summary>Temporary files that nobody else can open and that vanish with the process.</summary>
internal static class SpoolFile
{
    /// <param name="reservedBytes">The space to reserve; 0 for none.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static SafeFileHandle Open(long reservedBytes = 0)
    {
        var path = Path.Combine(Path.GetTempPath(), $"compute-{Guid.NewGuid():N}.spool");
        var options = FileOptions.DeleteOnClose | FileOptions.Asynchronous;
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, options, reservedBytes);
        if (!OperatingSystem.IsWindows())
        {
            // It may hold secrets, and this process may be killed: no name, no leftover.
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Delete(path);
        }

        return file;
    }
}
