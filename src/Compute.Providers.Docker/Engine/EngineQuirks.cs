namespace Compute.Providers.Docker.Engine;

/// <summary>All that differs between Docker and Podman.</summary>
internal sealed record EngineQuirks(bool IsPodman)
{
    /// <summary>The file systems on which the engines can limit a container's disk.</summary>
    private static readonly string[] DisksWithLimits = ["btrfs", "zfs", "devicemapper", "windowsfilter"];

    /// <summary>The runtimes whose containers run on the engine's own kernel.</summary>
    private static readonly string[] PlainRuntimes = ["", "oci", "runc", "crun", "io.containerd.runc.v2"];

    /// <summary>The engine's name.</summary>
    public string Name => IsPodman ? "Podman" : "Docker";

    /// <summary>How to get an engine.</summary>
    public const string HowToStart = "Start Docker ('systemctl start docker') or Podman ('podman system service')";

    /// <summary>The first of the engines' usual sockets that is there.</summary>
    public static string UsualSocket()
    {
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } directory ? directory : "/run";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] usual = ["/var/run/docker.sock", $"{runtime}/docker.sock", $"{home}/.docker/run/docker.sock", $"{runtime}/podman/podman.sock", "/run/podman/podman.sock"];
        return Array.Find(usual, File.Exists) ?? usual[0];
    }

    /// <summary>Tells the engines apart by the header that only Podman sends.</summary>
    public static EngineQuirks Of(HttpResponseMessage ping) => new(ping.Headers.Contains("Libpod-API-Version"));

    /// <summary>Why containers get no GPUs. Podman drops requests for devices without a word.</summary>
    public string? NoGpus(EngineInfo info) =>
        IsPodman ? "Podman's Docker API drops requests for devices"
        : info.Runtimes?.ContainsKey("nvidia") == true ? null
        : "the engine has no runtime for GPUs ('nvidia')";

    /// <summary>Why containers get no limit of their disk.</summary>
    public static string? NoDiskLimit(EngineInfo info) =>
        DisksWithLimits.Contains(info.Driver) || info.DriverStatus?.Any(pair => pair is ["Backing Filesystem", "xfs"]) == true
            ? null
            : $"the engine's storage driver '{info.Driver}' has it only on xfs";

    /// <summary>Whether a container can do nothing else while an archive goes in or out.</summary>
    public bool ArchivesLockContainers => !IsPodman;

    /// <summary>Whether a runtime may put a kernel of its own between container and engine: the two see different files then.</summary>
    public static bool HasOwnKernel(string? runtime) => !PlainRuntimes.Contains(runtime ?? string.Empty);

    /// <summary>Whether Podman says this in a command's error output: that the command ended without having read all of its input.</summary>
    public static bool IsOwnError(ReadOnlySpan<byte> output) =>
        output.StartsWith("Error: read unixpacket "u8) && output.EndsWith("connection reset by peer\n"u8);

    /// <summary>A seccomp profile. Podman takes a path where Docker takes the profile itself; a kernel of its own has no use for one.</summary>
    public string Seccomp(string profile, string? runtime) =>
        HasOwnKernel(runtime) ? throw new UnsupportedOptionException("Security.Seccomp", $"the runtime '{runtime}' passes it over")
        : !IsPodman || !profile.TrimStart().StartsWith('{') ? profile
        : throw new UnsupportedOptionException("Security.Seccomp", "Podman takes 'unconfined' or the path of a profile on its machine, not the profile itself");
}
