using System.Globalization;
using System.Runtime.Versioning;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Snapshots;

/// <summary>Mounts a workspace over frozen layers.</summary>
/// <remarks>The lower layers are a flat list: an overlay over an overlay stops working at the third level.</remarks>
[SupportedOSPlatform("linux")]
internal static class Overlay
{
    /// <summary>How many layers a workspace may have; with more, the files are merged into one.</summary>
    /// <remarks>The options of a mount fit into one page of 4096 bytes.</remarks>
    public const int MaxLayers = 128;

    /// <summary>Mounts the layers of a sandbox with a writable one on top.</summary>
    /// <param name="paths">The sandbox.</param>
    /// <param name="layers">The directories of the frozen layers, the topmost first.</param>
    /// <exception cref="IOException">The kernel refused.</exception>
    public static void Mount(SandboxPaths paths, IReadOnlyList<string> layers)
    {
        StateDirectory.CreatePrivate(paths.Upper);
        StateDirectory.CreatePrivate(paths.Workspace);

        // What the kernel left here belongs to an earlier mount.
        TreeDeletion.TryDelete(paths.Work);
        StateDirectory.CreatePrivate(paths.Work);
        var handles = new List<SafeFileHandle>();
        try
        {
            var lower = string.Join(':', layers.Select(Short));
            var options = $"lowerdir={lower},upperdir={Short(paths.Upper)},workdir={Short(paths.Work)},redirect_dir=on,index=off,xino=off";

            // A sandbox's files need not outlive a power cut, but flushing the whole disk at each unmount would cost seconds.
            var error = Mounting.MountOverlay(paths.Workspace, options + ",volatile");
            if (error == Libc.EINVAL)
            {
                error = Mounting.MountOverlay(paths.Workspace, options);
            }

            if (error != 0)
            {
                throw new NativeException(error, "mounting the layers of the workspace");
            }
        }
        finally
        {
            handles.ForEach(handle => handle.Dispose());
        }

        // Descriptors are short and hold no character that means something in mount options.
        string Short(string directory)
        {
            var handle = Directories.Open(directory);
            handles.Add(handle);
            return string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");
        }
    }

    /// <summary>Whether a sandbox's workspace is a mount.</summary>
    public static bool IsMounted(SandboxPaths paths) =>
        FileStatus.Of(paths.Workspace) is { } workspace && FileStatus.Of(paths.Root) is { } root && workspace.FileSystem != root.FileSystem;

    /// <summary>Whether overlays can be mounted over a state directory; null when they can, otherwise why not.</summary>
    public static string? Probe(StateDirectory state)
    {
        state.Ensure();
        var paths = new SandboxPaths(Path.Combine(state.Staging, SandboxId.New()));
        var layer = Path.Combine(paths.Root, "layer");
        StateDirectory.CreatePrivate(layer);
        try
        {
            File.WriteAllText(Path.Combine(layer, "f"), "lower");
            Mount(paths, [layer]);
            try
            {
                File.WriteAllText(Path.Combine(paths.Workspace, "f"), "upper");
                return File.ReadAllText(Path.Combine(layer, "f")) == "lower" ? null : "an overlay let a write through";
            }
            finally
            {
                Mounting.UnmountLater(paths.Workspace);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
        finally
        {
            TreeDeletion.TryDelete(paths.Root);
        }
    }
}
