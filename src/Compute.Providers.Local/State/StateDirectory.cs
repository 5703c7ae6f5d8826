namespace Compute.Providers.Local.State;

/// <summary>Where things are under the state directory.</summary>
internal sealed class StateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _root;
    private bool _isReady;

    public StateDirectory(string root) => _root = Path.GetFullPath(root);

    public string Root => _root;

    public string Sandboxes => Path.Combine(_root, "sandboxes");

    /// <summary>Sandboxes that are being made; one appears under <see cref="Sandboxes"/> by a rename.</summary>
    public string Staging => Path.Combine(_root, "staging");

    /// <summary>What is being deleted; it left <see cref="Sandboxes"/> by a rename.</summary>
    public string Trash => Path.Combine(_root, "trash");

    public string Layers => Path.Combine(_root, "layers");

    public string Snapshots => Path.Combine(_root, "snapshots");

    public string Layer(string id) => Path.Combine(Layers, id);

    public string Snapshot(string id) => Path.Combine(Snapshots, id + ".json");

    public SandboxPaths Sandbox(string id) => new(Path.Combine(Sandboxes, id));

    /// <summary>Creates what is missing. The directories are the user's alone: they hold the sandboxes' environment.</summary>
    public void Ensure()
    {
        if (Volatile.Read(ref _isReady))
        {
            return;
        }

        foreach (var directory in new[] { _root, Sandboxes, Staging, Trash, Layers, Snapshots })
        {
            CreatePrivate(directory);
        }

        if (OperatingSystem.IsLinux())
        {
            // Whatever becomes large is made here: sandboxes and copies of layers.
            TrySpread();
        }

        Volatile.Write(ref _isReady, true);
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private void TrySpread()
    {
        try
        {
            Native.DirectorySpread.Enable(Staging);
        }
        catch (IOException)
        {
            // It only costs time.
        }
    }

    public static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerOnly);
        }
    }
}

/// <summary>Where things of one sandbox are.</summary>
internal readonly record struct SandboxPaths(string Root)
{
    public string Record => Path.Combine(Root, "sandbox.json");

    /// <summary>Locked by whoever starts something in the sandbox or changes its layers.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>The files of the sandbox: a plain directory, or the mount of its layers.</summary>
    public string Workspace => Path.Combine(Root, "workspace");

    /// <summary>The writable layer, once the workspace is a mount.</summary>
    public string Upper => Path.Combine(Root, "upper");

    /// <summary>The kernel's working directory for the mount.</summary>
    public string Work => Path.Combine(Root, "work");

    /// <summary>Temporary files of the sandbox; not part of its snapshots.</summary>
    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>The running namespaces of the sandbox.</summary>
    public string Namespaces => Path.Combine(Root, "namespaces.json");
}
