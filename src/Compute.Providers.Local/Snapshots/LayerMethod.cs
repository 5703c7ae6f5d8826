using System.Runtime.Versioning;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Snapshots;

/// <summary>How this machine keeps the files of snapshots and branches apart without copying, found out by doing it.</summary>
/// <param name="IsOverlay">Whether overlays can be mounted.</param>
/// <param name="Description">For people.</param>
internal sealed record LayerMethod(bool IsOverlay, string Description)
{
    private const string Stopped = "processes are stopped meanwhile and go on";

    public static LayerMethod Find(StateDirectory state)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new(false, "copy: the cost grows with the workspace (overlays need Linux)");
        }

        state.Ensure();
        var refused = Overlay.Probe(state);
        var clones = CanClone(state);
        var copying = clones ? "the changes since the last one are cloned by reflink" : "the changes since the last one are copied";
        if (refused is null)
        {
            return new(true, "overlay with flat layers: at a cost that does not depend on the size while nothing runs in the sandbox; " +
                $"otherwise {copying}, and {Stopped}. /tmp is not part of it");
        }

        return clones
            ? new(
                false,
                $"reflink: the data is shared, each file is made anew, and {Stopped} (no overlay: {refused}). /tmp is not part of it")
            : new(false, $"copy: the cost grows with the workspace, and {Stopped} (no overlay: {refused}; no reflink on this file " +
                "system). /tmp is not part of it");
    }

    [SupportedOSPlatform("linux")]
    private static bool CanClone(StateDirectory state)
    {
        const nint FileClone = 0x40049409;
        var (source, target) = (Path.Combine(state.Staging, SandboxId.New()), Path.Combine(state.Staging, SandboxId.New()));
        try
        {
            using var from = File.OpenHandle(source, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
            using var to = File.OpenHandle(target, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
            RandomAccess.Write(from, new byte[4096], 0);
            return Libc.ioctl((int)to.DangerousGetHandle(), FileClone, from.DangerousGetHandle()) == 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
