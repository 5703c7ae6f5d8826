using System.Globalization;
using Compute.Framework;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Wire;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>A new sandbox in the words of the API.</summary>
internal static class ContainerBody
{
    /// <summary>Where files are written in a sandbox whose root is read-only and that names no directory.</summary>
    private const string WritableDirectory = "/workspace";

    /// <summary>63 years; every <c>sleep</c> takes it.</summary>
    private const double Forever = 2_000_000_000;

    public static CreateContainer Of(NewSandbox sandbox, DockerOptions options, EngineQuirks quirks, DateTimeOffset now)
    {
        var directory = sandbox.WorkingDirectory ?? (sandbox.Security.ReadOnlyRoot == true ? WritableDirectory : null);
        var ports = sandbox.Ports.Distinct().Select(port => string.Create(CultureInfo.InvariantCulture, $"{port}/tcp")).ToList();
        return new CreateContainer
        {
            Image = sandbox.Image,
            Entrypoint = sandbox.Own.UseImageCommand ? null : sandbox.Own.Command ?? Waiting(sandbox.Lifetime),
            Cmd = sandbox.Own.UseImageCommand ? null : [],
            Env = [.. sandbox.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            Labels = SandboxLabels.Of(sandbox, now),
            WorkingDir = directory,
            User = sandbox.User,
            ExposedPorts = ports.ToDictionary(port => port, _ => new Nothing()),
            Healthcheck = sandbox.Own.HealthCheck is { } check
                ? new HealthConfig(["CMD", .. check.Command], (long)check.Interval.TotalMicroseconds * 1000, check.Retries)
                : null,
            HostConfig = new HostConfig
            {
                // Reaps what commands leave behind, and passes SIGTERM on.
                Init = true,
                AutoRemove = sandbox.Lifetime is not null,
                NanoCpus = sandbox.Resources.Cpus is { } cpus ? (long)(cpus * 1e9) : null,
                Memory = sandbox.Resources.MemoryBytes,
                MemorySwap = sandbox.Resources.MemoryBytes,
                PidsLimit = sandbox.Resources.MaxProcesses,
                StorageOpt = sandbox.Resources.DiskBytes is { } bytes ? new Dictionary<string, string> { ["size"] = bytes.ToString(CultureInfo.InvariantCulture) } : null,
                DeviceRequests = sandbox.Resources.Gpus is { } gpus ? [new DeviceRequest(gpus, [["gpu"]])] : null,
                PortBindings = ports.ToDictionary(port => port, IReadOnlyList<PortBinding> (_) => [new PortBinding("127.0.0.1", string.Empty)]),
                Mounts = [.. sandbox.Mounts.Select(ToMount), .. sandbox.Security.ReadOnlyRoot == true ? [new Mount("volume", null, directory!)] : Array.Empty<Mount>()],
                NetworkMode = Network(sandbox, options),
                Runtime = sandbox.Own.Runtime ?? options.Runtime,
                ReadonlyRootfs = sandbox.Security.ReadOnlyRoot,
                CapAdd = sandbox.Security.AddCapabilities,
                CapDrop = sandbox.Security.DropCapabilities,
                SecurityOpt = SecurityOptions(sandbox.Security, quirks),
            },
        };
    }

    /// <summary>Waits for the end of the lifetime. It needs nothing but a shell and <c>sleep</c>; some take only whole seconds.</summary>
    private static string[] Waiting(TimeSpan? lifetime)
    {
        var seconds = Math.Min(lifetime?.TotalSeconds ?? Forever, Forever);
        return
        [
            "/bin/sh", "-c", "sleep \"$1\" || exec sleep \"$2\"", "sh",
            seconds.ToString("0.###", CultureInfo.InvariantCulture), Math.Ceiling(seconds).ToString("0", CultureInfo.InvariantCulture),
        ];
    }

    private static Mount ToMount(SandboxMount mount) =>
        new(mount.Source.StartsWith('/') || mount.Source.Contains(':', StringComparison.Ordinal) ? "bind" : "volume", mount.Source, mount.Target, mount.IsReadOnly);

    private static string? Network(NewSandbox sandbox, DockerOptions options) => sandbox.Network?.Access switch
    {
        NetworkAccess.None when sandbox.Ports.Count > 0 =>
            throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Ports), "a sandbox without a network has none"),
        NetworkAccess.None => "none",
        NetworkAccess.Named => sandbox.Network.NetworkName,
        _ => options.DefaultNetwork,
    };

    private static List<string> SecurityOptions(SecurityProfile security, EngineQuirks quirks)
    {
        var options = new List<string>();
        if (security.NoNewPrivileges == true)
        {
            options.Add("no-new-privileges");
        }

        if (security.Seccomp is { } profile)
        {
            quirks.CheckSeccomp(profile);
            options.Add("seccomp=" + profile);
        }

        return options;
    }
}
