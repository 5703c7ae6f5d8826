using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>What a new volume should be.</summary>
public sealed record CreateVolumeOptions
{
    /// <summary>A name; the back end chooses one when null.</summary>
    public string? Name { get; init; }

    /// <summary>Labels. Keys beginning with <c>compute.</c> are the framework's own.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>How much it holds at the most, in bytes; positive.</summary>
    public long? SizeBytes { get; init; }
}
