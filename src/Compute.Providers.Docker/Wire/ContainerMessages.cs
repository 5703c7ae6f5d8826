namespace Compute.Providers.Docker.Wire;

// The names are the API's own.
internal sealed record CreateContainer(
    string Image,
    IReadOnlyList<string>? Entrypoint,
    IReadOnlyList<string>? Cmd,
    IReadOnlyList<string> Env,
    IReadOnlyDictionary<string, string> Labels,
    string? WorkingDir,
    string? User, IReadOnlyDictionary<string, Nothing> ExposedPorts, HealthConfig? Healthcheck, HostConfig HostConfig);

internal sealed record HostConfig(
    bool Init,
    bool AutoRemove,
    long? NanoCpus,
    long? Memory,
    long? MemorySwap,
    long? PidsLimit,
    IReadOnlyDictionary<string, string>? StorageOpt,
    IReadOnlyList<DeviceRequest>? DeviceRequests,
    IReadOnlyDictionary<string, IReadOnlyList<PortBinding>> PortBindings,
    IReadOnlyList<Mount> Mounts,
    string? NetworkMode,
    string? Runtime, bool? ReadonlyRootfs, IReadOnlyList<string> CapAdd, IReadOnlyList<string> CapDrop, IReadOnlyList<string> SecurityOpt);

internal sealed record Nothing;

internal sealed record HealthConfig(IReadOnlyList<string> Test, long Interval, int Retries);

internal sealed record DeviceRequest(int Count, IReadOnlyList<IReadOnlyList<string>> Capabilities);

internal sealed record PortBinding(string? HostIp, string? HostPort);

internal sealed record Mount(string Type, string? Source, string Target, bool ReadOnly);

internal sealed record Created(string Id);

internal sealed record ContainerDetails(
    string Id,
    string? Name,
    DateTimeOffset Created,
    ContainerState State,
    ContainerConfig Config,
    HostState HostConfig,
    NetworkSettings? NetworkSettings);

internal sealed record ContainerState(string Status, int ExitCode, HealthState? Health);

internal sealed record HealthState(string? Status, IReadOnlyList<HealthLog>? Log);

internal sealed record HealthLog(string? Output);

internal sealed record ContainerConfig(string? Image, string? WorkingDir, string? User, IReadOnlyDictionary<string, string>? Labels);

internal sealed record HostState(string? Runtime, long Memory, bool ReadonlyRootfs, bool AutoRemove, IReadOnlyList<string>? CapDrop);

internal sealed record NetworkSettings(IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? Ports);

internal sealed record ContainerSummary(
    string Id, IReadOnlyList<string>? Names, string? Image, long Created, string State, IReadOnlyDictionary<string, string>? Labels);
