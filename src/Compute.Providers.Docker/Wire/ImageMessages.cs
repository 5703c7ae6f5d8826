namespace Compute.Providers.Docker.Wire;

internal sealed record ImageSummary(
    string Id, IReadOnlyList<string>? RepoTags, long Created, long? Size, IReadOnlyDictionary<string, string>? Labels);

internal sealed record ImageDetails(string Id, ContainerConfig? Config);

internal sealed record EngineInfo(
    string? Driver,
    IReadOnlyList<IReadOnlyList<string>>? DriverStatus,
    string? ServerVersion,
    IReadOnlyDictionary<string, Nothing>? Runtimes);

// What follows has names in lower case.

/// <summary>One line of a pull, an import or a build.</summary>
internal sealed record ProgressLine(string? Status, string? Stream, string? Id, string? Error, ProgressDetail? ProgressDetail);

internal sealed record ProgressDetail(long? Current, long? Total);

/// <summary>What the header of an archive's HEAD holds; the mode has the bits of Go's <c>os.FileMode</c>.</summary>
internal sealed record PathStatus(long Size, uint Mode, DateTimeOffset Mtime);
