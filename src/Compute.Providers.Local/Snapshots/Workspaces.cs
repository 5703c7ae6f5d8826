using Compute.Framework;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Snapshots;

/// <summary>The files of sandboxes as layers: freezes what a sandbox has, and mounts what it begins with.</summary>
/// <remarks>All methods are called with the sandbox's lock held.</remarks>
internal sealed class Workspaces(SandboxStore store, IsolationChoice isolation)
{
    /// <summary>Tried again where trying has failed: the state directory may be there later.</summary>
    private readonly Lazy<LayerMethod> _method = new(() => LayerMethod.Find(store.State), LazyThreadSafetyMode.PublicationOnly);

    public LayerMethod Method => _method.Value;

    /// <summary>Makes a sandbox's files be there: mounts its layers where they are not, and finishes what a crash interrupted.</summary>
    public SandboxRecord EnsureReady(SandboxRecord record)
    {
        if (!OperatingSystem.IsLinux() || (record.Layers.Count == 0 && record.PendingLayer is null))
        {
            return record;
        }

        var paths = store.State.Sandbox(record.Id);
        if (record.PendingLayer is { } pending)
        {
            record = Directory.Exists(store.State.Layer(pending))
                ? record with { Layers = [pending, .. record.Layers], PendingLayer = null }
                : record with { PendingLayer = null };
            store.Update(record);
        }

        if (record.Layers.Count > 0 && !Overlay.IsMounted(paths))
        {
            Overlay.Mount(paths, [.. record.Layers.Select(store.State.Layer)]);
        }

        return record;
    }

    /// <summary>Fills the workspace of a sandbox that is being made from frozen layers, where they cannot be mounted.</summary>
    public void Fill(SandboxPaths staged, IReadOnlyList<string> layers)
    {
        if (!Method.IsOverlay && layers.Count > 0)
        {
            Directory.Delete(staged.Workspace);
            LayerCopy.Copy(store.State.Layer(layers[0]), staged.Workspace);
        }
    }

    /// <summary>Freezes the files as they are now; what the sandbox writes later is not in the layers.</summary>
    /// <param name="record">The sandbox.</param>
    /// <param name="isWriting">Whether this process is writing a file of the sandbox.</param>
    /// <returns>The layers, the topmost first.</returns>
    public List<string> Freeze(SandboxRecord record, bool isWriting)
    {
        record = EnsureReady(record);
        var paths = store.State.Sandbox(record.Id);
        if (!OperatingSystem.IsLinux())
        {
            return [CopyLayer(paths.Workspace)];
        }

        var content = record.Layers.Count == 0 ? paths.Workspace : paths.Upper;
        if (Method.IsOverlay && record.Layers.Count > 0 && !Directory.EnumerateFileSystemEntries(content).Any())
        {
            return record.Layers;
        }

        if (Method.IsOverlay && record.Layers.Count < Overlay.MaxLayers && !isWriting
            && !SandboxProcesses.IsBusy(record, paths) && TryRestack(record, paths, content) is { } layers)
        {
            return layers;
        }

        using (SandboxProcesses.StopFor(record, paths))
        {
            // Without overlays, or with too many layers, the files as they are seen become one layer.
            var isMerged = !Method.IsOverlay || record.Layers.Count >= Overlay.MaxLayers;
            return isMerged ? [CopyLayer(paths.Workspace)] : [CopyLayer(content), .. record.Layers];
        }
    }

    /// <summary>Takes the mount of a workspace away.</summary>
    public static void Release(SandboxPaths paths)
    {
        if (OperatingSystem.IsLinux() && Overlay.IsMounted(paths))
        {
            Mounting.UnmountLater(paths.Workspace);
        }
    }

    /// <summary>Makes the writable layer a frozen one by renaming it, and puts an empty one on top; null when the mount is in
    /// use.</summary>
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private List<string>? TryRestack(SandboxRecord record, SandboxPaths paths, string content)
    {
        isolation.EndNamespaces(record.Id, paths);
        if (record.Layers.Count > 0 && Mounting.Unmount(paths.Workspace) is not (0 or Libc.EINVAL))
        {
            return null;
        }

        var layer = SandboxId.New();
        store.Update(record with { PendingLayer = layer });
        Directory.Move(content, store.State.Layer(layer));
        return EnsureReady(record with { PendingLayer = layer }).Layers;
    }

    private string CopyLayer(string source)
    {
        var layer = SandboxId.New();
        var staged = Path.Combine(store.State.Staging, layer);
        try
        {
            LayerCopy.Copy(source, staged);
            Directory.Move(staged, store.State.Layer(layer));
            return layer;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TreeDeletion.TryDelete(staged);
            throw new SandboxUnavailableException($"The files could not be copied: {exception.Message}", exception);
        }
    }
}
