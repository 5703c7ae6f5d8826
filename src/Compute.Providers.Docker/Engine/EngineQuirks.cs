namespace Compute.Providers.Docker.Engine;

/// <summary>All that differs between Docker and Podman.</summary>
internal sealed record EngineQuirks(bool IsPodman)
{
    /// <summary>The file systems on which the engines can limit a container's disk.</summary>
    private static readonly string[] DisksWithLimits = ["btrfs", "zfs", "devicemapper", "windowsfilter"];

    /// <summary>The runtimes whose containers run on the engine's own kernel.</summary>
    private static readonly string[] PlainRuntimes = ["", "oci", "runc", "crun", "io.containerd.runc.v2"];

    /// <summary>As long as the name of a file may be: Podman makes files of it.</summary>
    private const int MaxNameLength = 200;

    /// <summary>The engine's name.</summary>
    public string Name => IsPodman ? "Podman" : "Docker";

    /// <summary>How to get an engine.</summary>
    public const string HowToStart = "Start Docker ('systemctl start docker') or Podman ('podman system service')";

    /// <summary>The first of the engines' usual sockets that is there.</summary>
    public static string UsualSocket()
    {
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } directory ? directory : "/run";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] usual =
        [
            "/var/run/docker.sock", $"{runtime}/docker.sock", $"{home}/.docker/run/docker.sock", $"{runtime}/podman/podman.sock",
            "/run/podman/podman.sock"
        ];
        return Array.Find(usual, File.Exists) ?? usual[0];
    }

    /// <summary>Distinguishes the engines by the header that only Podman sends.</summary>
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

    /// <summary>How long the pieces of a long line in the log are; null where they may have any length.</summary>
    public int? LogPieceBytes => IsPodman ? null : 16 * 1024;

    /// <summary>Whether the last messages of a log are those that it ends with. Podman puts pieces of lines together wrongly where it
    /// counts.</summary>
    public bool CountsLogMessages => !IsPodman;

    /// <summary>Whether a terminal may keep the first of several sizes that come at once: conmon before 2.2 reads all of them, and takes
    /// the first one each time.</summary>
    public bool LosesSizes => IsPodman;

    /// <summary>Whether a container can do nothing else while an archive goes in or out.</summary>
    public bool ArchivesLockContainers => !IsPodman;

    /// <summary>Whether a runtime may put a kernel of its own between container and engine: the two see different files then.</summary>
    public static bool HasOwnKernel(string? runtime) => !PlainRuntimes.Contains(runtime ?? string.Empty);

    /// <summary>Whether Podman says this in a command's error output: that the command ended without having read all of its
    /// input.</summary>
    public static bool IsOwnError(ReadOnlySpan<byte> output) =>
        (output.StartsWith("Error: read unixpacket "u8) || output.StartsWith("Error: write unixpacket "u8))
        && (output.EndsWith("connection reset by peer\n"u8) || output.EndsWith("broken pipe\n"u8));

    /// <summary>Whether an engine's refusal of a new container says that another one has its name: a conflict, or (Podman) an error like
    /// any other.</summary>
    public static bool IsTakenName(string message, string name) =>
        message.Contains("container name", StringComparison.Ordinal)
            && message.Contains("already in use", StringComparison.Ordinal)
            && message.Contains(name, StringComparison.Ordinal);

    /// <summary>Why the engines do not take a name; null when they do.</summary>
    public static string? RefusesName(string name) =>
        name.Length is > 1 and <= MaxNameLength
            && char.IsAsciiLetterOrDigit(name[0])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-')
            ? null
            : $"the engines take names of 2 to {MaxNameLength} characters: letters of ASCII and digits, and after the first one also " +
                "'_', '.' and '-'";

    /// <summary>A seccomp profile. Podman takes a path where Docker takes the profile itself; a kernel of its own has no use for
    /// one.</summary>
    public string Seccomp(string profile, string? runtime) =>
        HasOwnKernel(runtime) ? throw new UnsupportedOptionException("Security.Seccomp", $"the runtime '{runtime}' passes it over")
        : !IsPodman || !profile.TrimStart().StartsWith('{') ? profile
        : throw new UnsupportedOptionException(
            "Security.Seccomp", "Podman takes 'unconfined' or the path of a profile on its machine, not the profile itself");
}
