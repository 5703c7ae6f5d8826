namespace Compute.Providers.Docker.Wire;

// The names are the API's own.
internal sealed record CreateContainer
{
    public string? Image { get; init; }
    public IReadOnlyList<string>? Entrypoint { get; init; }
    public IReadOnlyList<string>? Cmd { get; init; }
    public IReadOnlyList<string>? Env { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public string? WorkingDir { get; init; }
    public string? User { get; init; }
    public IReadOnlyDictionary<string, Nothing>? ExposedPorts { get; init; }
    public HealthConfig? Healthcheck { get; init; }
    public required HostConfig HostConfig { get; init; }
}

internal sealed record Nothing;

internal sealed record HealthConfig(IReadOnlyList<string> Test, long Interval, int Retries);

internal sealed record HostConfig
{
    public bool? Init { get; init; }
    public bool AutoRemove { get; init; }
    public long? NanoCpus { get; init; }
    public long? Memory { get; init; }
    public long? MemorySwap { get; init; }
    public long? PidsLimit { get; init; }
    public IReadOnlyDictionary<string, string>? StorageOpt { get; init; }
    public IReadOnlyList<DeviceRequest>? DeviceRequests { get; init; }
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>>? PortBindings { get; init; }
    public IReadOnlyList<Mount>? Mounts { get; init; }
    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }
    public string? NetworkMode { get; init; }
    public string? Runtime { get; init; }
    public bool? ReadonlyRootfs { get; init; }
    public IReadOnlyList<string>? CapAdd { get; init; }
    public IReadOnlyList<string>? CapDrop { get; init; }
    public IReadOnlyList<string>? SecurityOpt { get; init; }
}

internal sealed record DeviceRequest(int Count, IReadOnlyList<IReadOnlyList<string>> Capabilities);

internal sealed record PortBinding(string? HostIp, string? HostPort);

internal sealed record Mount(string Type, string? Source, string Target, bool ReadOnly = false);

internal sealed record Created(string Id);

internal sealed record ContainerDetails(
    string Id, string? Name, DateTimeOffset Created, ContainerState State, ContainerConfig Config, HostState HostConfig, NetworkSettings? NetworkSettings);

internal sealed record ContainerState(string Status, bool Running, int ExitCode, string? Error, HealthState? Health);

internal sealed record HostState(string? Runtime, bool ReadonlyRootfs, bool AutoRemove, IReadOnlyList<string>? CapDrop);

internal sealed record HealthState(string? Status);

internal sealed record ContainerConfig(string? Image, string? WorkingDir, string? User, IReadOnlyDictionary<string, string>? Labels);

internal sealed record NetworkSettings(IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? Ports);

internal sealed record ContainerSummary(string Id, IReadOnlyList<string>? Names, string? Image, long Created, string State, IReadOnlyDictionary<string, string>? Labels);
