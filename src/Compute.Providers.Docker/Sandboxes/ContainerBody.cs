using System.Globalization;
using System.Text.Json;
using Compute.Framework.Emulation;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>A new sandbox in the words of the API.</summary>
internal static class ContainerBody
{
    /// <summary>Where files are written in a sandbox whose root is read-only and that names no directory.</summary>
    private const string WritableDirectory = "/workspace";

    /// <summary>More than any machine has, and far from the end of the API's billionths.</summary>
    private const double MaxCpus = 1_000_000;

    /// <summary>Less than that no engine takes.</summary>
    private const long MinMemoryBytes = 6 * 1024 * 1024;

    private static readonly TimeSpan MaxInterval = TimeSpan.FromDays(365);

    /// <summary>63 years; every <c>sleep</c> takes it.</summary>
    private const double Forever = 2_000_000_000;

    /// <summary>Refuses what the API has no room for, and what the shells inside would lose, before anything is asked of the
    /// engine.</summary>
    /// <exception cref="UnsupportedOptionException">An option is out of the API's range.</exception>
    public static void Check(DockerCreate create, DockerCreateOptions own)
    {
        if (create.Resources.Cpus is { } cpus && cpus is < 0.01 or > MaxCpus)
        {
            throw new UnsupportedOptionException("Resources.Cpus", $"the engines take 0.01 to {MaxCpus} processors");
        }

        if (create.Resources.MemoryBytes < MinMemoryBytes)
        {
            throw new UnsupportedOptionException("Resources.MemoryBytes", $"the engines take no less than {MinMemoryBytes} bytes");
        }

        if (own.HealthCheck is { } check
            && (check.Interval < TimeSpan.FromMilliseconds(1) || check.Interval > MaxInterval || check.Retries < 1))
        {
            throw new UnsupportedOptionException(
                nameof(DockerCreateOptions.HealthCheck),
                $"the engines take intervals of 1 ms to {MaxInterval.TotalDays} days, and 1 retry at least");
        }

        if (create.Environment.Keys.FirstOrDefault(name => !ShellLaunch.CanInherit(name)) is { } odd)
        {
            throw new UnsupportedOptionException(
                nameof(create.Environment),
                $"shells inside do not hand on a variable with the name '{odd}'; set it for each command, which receives it");
        }
    }

    public static CreateContainer Of(
        string image,
        string origin,
        DockerCreate create,
        DockerCreateOptions own,
        DockerOptions settings,
        EngineQuirks quirks,
        DateTimeOffset now)
    {
        var security = create.Security ?? new SecurityProfile();
        var resources = create.Resources;
        var isReadOnly = security.ReadOnlyRoot == true;
        var directory = create.WorkingDirectory ?? (isReadOnly ? WritableDirectory : null);
        var ports = create.Ports.Distinct().Select(port => string.Create(CultureInfo.InvariantCulture, $"{port}/tcp")).ToList();
        var publishAt = new PublishedPorts(settings).Address;
        var host = new HostConfig(
            // Reaps what commands leave behind, and passes SIGTERM on.
            Init: true,
            AutoRemove: create.Lifetime is not null,
            NanoCpus: (long?)(resources.Cpus * 1e9),
            Memory: resources.MemoryBytes,
            MemorySwap: resources.MemoryBytes,
            PidsLimit: resources.MaxProcesses,
            StorageOpt: resources.DiskBytes is { } bytes
                ? new Dictionary<string, string> { ["size"] = bytes.ToString(CultureInfo.InvariantCulture) }
                : null,
            DeviceRequests: resources.Gpus is { } gpus ? [new DeviceRequest(gpus, [["gpu"]])] : null,
            PortBindings: ports.ToDictionary(port => port, IReadOnlyList<PortBinding> (_) => [new PortBinding(publishAt, string.Empty)]),
            Mounts: [
                .. create.Mounts.Select(ToMount),
                .. isReadOnly ? [new Mount("volume", null, directory!, ReadOnly: false)] : Array.Empty<Mount>()
            ],
            NetworkMode: Network(create, settings),
            Runtime: own.Runtime ?? settings.Runtime,
            ReadonlyRootfs: security.ReadOnlyRoot,
            CapAdd: security.AddCapabilities,
            CapDrop: security.DropCapabilities,
            SecurityOpt:
            [
                .. security.NoNewPrivileges == true ? ["no-new-privileges"] : Array.Empty<string>(),
                .. security.Seccomp is { } profile
                    ? ["seccomp=" + quirks.Seccomp(profile, own.Runtime ?? settings.Runtime)]
                    : Array.Empty<string>(),
            ]);
        return new CreateContainer(
            Image: image,
            Entrypoint: own.UseImageCommand ? null : own.Command ?? Waiting(create.Lifetime),
            Cmd: own.UseImageCommand ? null : [],
            Env: [.. create.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            Labels: SandboxLabels.Of(origin, host, create, now),
            WorkingDir: directory,
            User: create.User,
            ExposedPorts: ports.ToDictionary(port => port, _ => new Nothing()),
            // As one text: some engines take the arguments apart at their spaces.
            Healthcheck: own.HealthCheck is { } check
                ? new HealthConfig(["CMD-SHELL", ShellWords.Quote(check.Command)], (long)check.Interval.TotalNanoseconds, check.Retries)
                : null,
            HostConfig: host);
    }

    /// <summary>A branch: with the environment, directory and user that the commit holds, run as its source is, until the same
    /// time.</summary>
    public static CreateContainer OfBranch(
        string image, DockerSandbox source, ContainerConfig config, IReadOnlyDictionary<string, string> labels, DateTimeOffset now)
    {
        var all = config.Labels ?? new Dictionary<string, string>();
        var host = JsonSerializer.Deserialize(all.GetValueOrDefault(SandboxLabels.Host, "null"), WireJson.Default.HostConfig)
            ?? throw new ProviderFaultException("The container does not say how it was made.");
        var create = new DockerCreate { Labels = labels, SnapshotId = source.SnapshotId, Lifetime = source.ExpiresAt - now };
        return new CreateContainer(
            image,
            Waiting(create.Lifetime),
            Cmd: [],
            Env: [],
            SandboxLabels.Of(all.GetValueOrDefault(SandboxLabels.Image, string.Empty), host, create, now),
            WorkingDir: null, User: null, host.PortBindings.ToDictionary(port => port.Key, _ => new Nothing()), Healthcheck: null, host);
    }

    /// <summary>Waits for the end of the lifetime. It needs nothing but a shell and <c>sleep</c>; some take only whole seconds.</summary>
    private static string[] Waiting(TimeSpan? lifetime)
    {
        var seconds = Math.Min(lifetime?.TotalSeconds ?? Forever, Forever);
        var whole = Math.Ceiling(seconds).ToString("0", CultureInfo.InvariantCulture);
        return ["/bin/sh", "-c", "sleep \"$1\" || exec sleep \"$2\"", "sh", seconds.ToString("0.###", CultureInfo.InvariantCulture), whole];
    }

    private static Mount ToMount(SandboxMount mount) =>
        new(
            mount.Source.StartsWith('/') || mount.Source.Contains(':', StringComparison.Ordinal) ? "bind" : "volume",
            mount.Source,
            mount.Target,
            mount.IsReadOnly);

    private static string? Network(DockerCreate create, DockerOptions settings) => create.Network?.Access switch
    {
        NetworkAccess.None when create.Ports.Count > 0 =>
            throw new UnsupportedOptionException(nameof(create.Ports), "a sandbox without a network has none"),
        NetworkAccess.None => "none",
        NetworkAccess.Named => create.Network.NetworkName,
        _ => settings.DefaultNetwork,
    };
}
