using System.Globalization;
using System.Net;
using System.Text.Json;
using Compute.Framework;
using Compute.Framework.Http;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Wire;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>The engine's calls about containers.</summary>
internal sealed class Containers(EngineClient engine)
{
    /// <summary>The runtimes under which the engine and the container see the same files.</summary>
    private static readonly string[] PlainRuntimes = ["", "oci", "runc", "crun", "io.containerd.runc.v2"];

    private static readonly TimeSpan RemovalTime = TimeSpan.FromSeconds(20);

    public async Task<string> CreateAsync(CreateContainer container, string? name, CancellationToken cancellationToken)
    {
        var query = name is null ? string.Empty : "?name=" + EngineClient.Escape(name);
        using var content = EngineClient.Json(container, WireJson.Default.CreateContainer);
        using var response = await engine.SendAsync(HttpMethod.Post, "containers/create" + query, content, HttpResource.Other, cancellationToken).ConfigureAwait(false);
        return (await response.ReadJsonAsync(WireJson.Default.Created, cancellationToken).ConfigureAwait(false)).Id;
    }

    public async Task StartAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await engine.SendRawAsync(HttpMethod.Post, $"containers/{id}/start", content: null, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.NotModified)
        {
            await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds a sandbox of this provider's; others, and what has expired, are none.</summary>
    public async Task<DockerSandbox?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!IsId(id))
        {
            return null;
        }

        var container = await engine.FindAsync($"containers/{id}/json", WireJson.Default.ContainerDetails, cancellationToken).ConfigureAwait(false);
        return container is null || !SandboxLabels.IsSandbox(container.Config.Labels) || container.State.Status == "removing"
            ? null
            : Describe(container) is var sandbox && sandbox.ExpiresAt <= DateTimeOffset.UtcNow ? null : sandbox;
    }

    public async Task<IEnumerable<DockerSandbox>> ListAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var filters = new Dictionary<string, IReadOnlyList<string>> { ["label"] = [SandboxLabels.Provider, .. labels.Select(label => $"{label.Key}={label.Value}")] };
        var query = EngineClient.Escape(JsonSerializer.Serialize(filters, WireJson.Default.DictionaryStringIReadOnlyListString));
        var containers = await engine.GetAsync($"containers/json?all=1&filters={query}", WireJson.Default.ListContainerSummary, HttpResource.Other, cancellationToken).ConfigureAwait(false);
        return containers.Where(container => SandboxLabels.IsSandbox(container.Labels) && container.State != "removing").Select(Describe);
    }

    /// <summary>Removes a container at once; what is not there, or on its way out, is waited for.</summary>
    public async Task DestroyAsync(string id, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var delay = 10; IsId(id); delay = Math.Min(delay * 2, 500))
        {
            // Without a time-out of 0, a stubborn main process would be given ten seconds by some engines.
            using var response = await engine.SendRawAsync(HttpMethod.Delete, $"containers/{id}?force=1&v=1&timeout=0", content: null, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound)
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(started) > RemovalTime)
            {
                await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Names and beginnings of ids, which the engine takes too, are no ids of sandboxes.</summary>
    private static bool IsId(string id) => id.Length == 64 && id.All(char.IsAsciiHexDigitLower);

    private static SandboxStatus Status(string state) => state switch
    {
        "running" => SandboxStatus.Running,
        "created" or "restarting" or "initialized" => SandboxStatus.Creating,
        "paused" => SandboxStatus.Paused,
        "exited" or "stopped" or "stopping" => SandboxStatus.Stopped,
        "dead" => SandboxStatus.Failed,
        _ => SandboxStatus.Unknown,
    };

    private static DockerSandbox Describe(ContainerDetails container)
    {
        var labels = container.Config.Labels!;
        var isReadOnly = container.HostConfig.ReadonlyRootfs;
        return new DockerSandbox
        {
            Id = container.Id,
            Name = container.Name?.TrimStart('/'),
            Image = container.Config.Image,
            // A listing tells no more than seconds.
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(container.Created.ToUnixTimeSeconds()),
            ExpiresAt = SandboxLabels.ExpiresAt(labels),
            Status = Status(container.State.Status),
            Labels = SandboxLabels.Own(labels),
            WorkingDirectory = container.Config.WorkingDir is { Length: > 0 } directory ? directory : "/",
            Ports = Ports(container.NetworkSettings),
            SnapshotId = SandboxLabels.SnapshotId(labels),
            CanCommit = !isReadOnly,
            HasPlainFiles = !isReadOnly
                && container.HostConfig.CapDrop is null or { Count: 0 }
                && container.Config.User is null or "" or "0" or "root" or "0:0" or "root:root"
                && PlainRuntimes.Contains(container.HostConfig.Runtime ?? string.Empty),
        };
    }

    private static DockerSandbox Describe(ContainerSummary container) => new()
    {
        Id = container.Id,
        Name = container.Names is [var name, ..] ? name.TrimStart('/') : null,
        Image = container.Image,
        CreatedAt = DateTimeOffset.FromUnixTimeSeconds(container.Created),
        ExpiresAt = SandboxLabels.ExpiresAt(container.Labels!),
        Status = Status(container.State),
        Labels = SandboxLabels.Own(container.Labels!),
        SnapshotId = SandboxLabels.SnapshotId(container.Labels!),
    };

    private static Dictionary<int, string> Ports(NetworkSettings? network) =>
        (network?.Ports ?? new Dictionary<string, IReadOnlyList<PortBinding>?>())
            .Where(port => port.Key.EndsWith("/tcp", StringComparison.Ordinal) && port.Value is { Count: > 0 })
            .ToDictionary(
                port => int.Parse(port.Key[..^"/tcp".Length], CultureInfo.InvariantCulture),
                port => $"{(port.Value![0].HostIp is { Length: > 0 } address and not "0.0.0.0" ? address : "127.0.0.1")}:{port.Value[0].HostPort}");
}
