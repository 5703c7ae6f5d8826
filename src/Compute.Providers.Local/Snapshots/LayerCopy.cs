using Compute.Providers.Local.Files;
using Compute.Providers.Local.Native;

namespace Compute.Providers.Local.Snapshots;

/// <summary>Copies a workspace or a writable layer into a new directory, with what makes it a layer; data is shared where the file system
/// can.</summary>
/// <remarks>Hard links become files of their own: a write in place would show through.</remarks>
internal static class LayerCopy
{
    public static void Copy(string source, string destination)
    {
        if (!OperatingSystem.IsLinux())
        {
            TreeCopy.CopyDirectory(source, destination, CancellationToken.None);
            return;
        }

        State.StateDirectory.CreatePrivate(destination);
        using var from = InsideRoot.OpenHere(source, Libc.O_RDONLY | Libc.O_DIRECTORY);
        using var to = InsideRoot.OpenHere(destination, Libc.O_RDONLY | Libc.O_DIRECTORY);
        new DescriptorCopy(isLayer: true).Copy(from, to, CancellationToken.None);
    }
}
