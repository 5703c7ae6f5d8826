using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The options of a new volume.</summary>
public sealed record CreateVolumeOptions
{
    /// <summary>The name; the back end chooses one if null.</summary>
    public string? Name { get; init; }

    /// <summary>Labels. Keys that begin with <c>compute.</c> are reserved for the framework.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>The maximum size, in bytes; positive.</summary>
    public long? SizeBytes { get; init; }
}
