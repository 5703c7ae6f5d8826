using System.Globalization;
using System.Runtime.Versioning;

namespace Compute.Providers.Local.Native;

/// <summary>Looks for processes, this one too, that have something below a directory open.</summary>
/// <remarks>Sees the processes of this user; all of them when it is root. A file that is only mapped, and not open, is not seen.</remarks>
[SupportedOSPlatform("linux")]
internal static class OpenFiles
{
    public static bool AreBelow(string directory) => ProcFs.ProcessIds().Any(id => HasOpen(id, directory));

    private static bool HasOpen(int processId, string directory)
    {
        if (IsBelow(ProcFs.Link(processId, "cwd"), directory) || IsBelow(ProcFs.Link(processId, "root"), directory))
        {
            return true;
        }

        try
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/fd");
            return Directory.EnumerateFileSystemEntries(path).Any(file => IsBelow(ProcFs.ReadLink(file), directory));
        }
        catch (Exception exception) when (ProcFs.IsGone(exception))
        {
            return false;
        }
    }

    private static bool IsBelow(string? path, string directory) =>
        path is not null && Files.LocalPath.IsWithin(path, directory);
}
