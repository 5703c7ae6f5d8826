using System.Globalization;
using System.Net;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>The engine's calls about containers.</summary>
internal sealed class Containers(EngineClient engine)
{
    private static readonly TimeSpan RemovalTime = TimeSpan.FromSeconds(20);

    /// <summary>How long an engine may take to respond to a creation that was cancelled: a request that is given up may still be
    /// carried out, on a busy engine after everybody has looked for what it left.</summary>
    private static readonly TimeSpan CreationTime = TimeSpan.FromSeconds(30);

    /// <summary>Creates a container and starts it.</summary>
    public async Task<DockerSandbox> CreateAsync(CreateContainer container, string? name, CancellationToken cancellationToken)
    {
        var path = "containers/create" + (name is null ? string.Empty : "?name=" + EngineClient.Escape(name));
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource();
        using var whenCancelled = cancellationToken.Register(() => limit.CancelAfter(CreationTime));
        var created = await PostAsync(path, container, name, limit.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await engine.PostAsync($"containers/{created.Id}/start", cancellationToken).ConfigureAwait(false);
        return await FindAsync(created.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new SandboxUnavailableException("The sandbox ended as soon as it was started.");
    }

    /// <exception cref="ResourceConflictException">Another container has the name.</exception>
    private async Task<Created> PostAsync(string path, CreateContainer container, string? name, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.Http.PostJsonAsync(
                path,
                container,
                WireJson.Default.CreateContainer,
                WireJson.Default.Created,
                HttpResource.Other,
                cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderFaultException error) when (name is not null && EngineQuirks.IsTakenName(error.Message, name))
        {
            throw new ResourceConflictException("sandbox", name, error);
        }
    }

    /// <summary>Finds a sandbox of this provider's; others, and what has expired, are none.</summary>
    public async Task<DockerSandbox?> FindAsync(string id, CancellationToken cancellationToken) =>
        await InspectAsync(id, cancellationToken).ConfigureAwait(false) is { } container
            && Describe(container) is { } sandbox
            && !(sandbox.ExpiresAt <= DateTimeOffset.UtcNow)
            ? sandbox
            : null;

    public async Task<ContainerDetails?> InspectAsync(string id, CancellationToken cancellationToken) =>
        IsId(id)
            ? await engine.Http.FindJsonAsync(
                $"containers/{id}/json", WireJson.Default.ContainerDetails, cancellationToken).ConfigureAwait(false)
            : null;

    public async Task<IReadOnlyList<DockerSandbox>> ListAsync(
        IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var filters = EngineClient.Filters("label", [SandboxLabels.IsOurs, .. labels.Select(label => $"{label.Key}={label.Value}")]);
        var containers = await engine.Http.GetJsonAsync(
            "containers/json?all=1&" + filters,
            WireJson.Default.ListContainerSummary,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. containers.Select(Describe).OfType<DockerSandbox>()];
    }

    /// <summary>Removes a container at once; one that is on its way out is waited for.</summary>
    public async Task DestroyAsync(string id, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        // What other clients of the engine made is none of ours, whoever knows its id.
        var isOurs = await InspectAsync(id, cancellationToken).ConfigureAwait(false) is { } container
            && SandboxLabels.Own(container.Config.Labels) is not null;
        for (var delay = 10; isOurs; delay = Math.Min(delay * 2, 500))
        {
            // Without a time-out of 0, some engines would give a stubborn main process ten seconds.
            using var response = await engine.SendAsync(
                HttpMethod.Delete, $"containers/{id}?force=1&v=1&timeout=0", content: null, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Brings a container into a state; succeeds when it is in it, which the engines report in different ways.</summary>
    public async Task ChangeAsync(string id, string action, string state, CancellationToken cancellationToken)
    {
        using var response = await engine.SendAsync(
            HttpMethod.Post, $"containers/{id}/{action}", content: null, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotModified
            && (
                await InspectAsync(
                    id, cancellationToken).ConfigureAwait(false) ?? throw new SandboxNotFoundException()).State.Status != state)
        {
            await response.EnsureComputeSuccessAsync(HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Names and beginnings of ids, which the engine takes too, are no ids of sandboxes.</summary>
    private static bool IsId(string id) => id.Length == 64 && id.All(char.IsAsciiHexDigitLower);

    private static SandboxStatus Status(string state) => state switch
    {
        "running" => SandboxStatus.Running,
        "created" or "restarting" or "initialized" or "configured" => SandboxStatus.Creating,
        "paused" => SandboxStatus.Paused,
        "exited" or "stopped" or "stopping" => SandboxStatus.Stopped,
        "dead" => SandboxStatus.Failed,
        _ => SandboxStatus.Unknown,
    };

    private static DockerSandbox? Describe(ContainerDetails container) =>
        container.State.Status == "removing" || SandboxLabels.Own(container.Config.Labels) is not { } labels ? null : new()
    {
        Id = container.Id,
        Name = container.Name?.TrimStart('/'),
        Image = container.Config.Image,
        // A listing reports no more than seconds.
        CreatedAt = DateTimeOffset.FromUnixTimeSeconds(container.Created.ToUnixTimeSeconds()),
        ExpiresAt = SandboxLabels.ExpiresAt(container.Config.Labels),
        Status = Status(container.State.Status),
        Labels = labels,
        WorkingDirectory = container.Config.WorkingDir is { Length: > 0 } directory ? directory : "/",
        Ports = Ports(container.NetworkSettings),
        SnapshotId = SandboxLabels.SnapshotId(container.Config.Labels),
        IsRemovedWhenStopped = container.HostConfig.AutoRemove,
        HasReadOnlyRoot = container.HostConfig.ReadonlyRootfs,
        HasPlainFiles = !container.HostConfig.ReadonlyRootfs
            && container.HostConfig.CapDrop is null or { Count: 0 }
            && container.Config.User is null or "" or "0" or "root" or "0:0" or "root:root"
            && !EngineQuirks.HasOwnKernel(container.HostConfig.Runtime),
    };

    private static DockerSandbox? Describe(ContainerSummary container) =>
        container.State == "removing" || SandboxLabels.Own(container.Labels) is not { } labels ? null : new()
    {
        Id = container.Id,
        Name = container.Names is [var name, ..] ? name.TrimStart('/') : null,
        Image = container.Image,
        CreatedAt = DateTimeOffset.FromUnixTimeSeconds(container.Created),
        ExpiresAt = SandboxLabels.ExpiresAt(container.Labels),
        Status = Status(container.State),
        Labels = labels,
    };

    private static List<(int Inside, PortBinding Binding)> Ports(NetworkSettings? network)
    {
        var ports = new List<(int, PortBinding)>();
        foreach (var (name, bindings) in network?.Ports ?? new Dictionary<string, IReadOnlyList<PortBinding>?>())
        {
            if (name.Split('/') is [var inside, "tcp"] && bindings is not null)
            {
                var port = int.Parse(inside, CultureInfo.InvariantCulture);
                ports.AddRange(bindings.Select(binding => (port, binding)));
            }
        }

        return ports;
    }
}
