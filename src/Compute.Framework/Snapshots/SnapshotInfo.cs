using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A saved state of a sandbox's files, from which new sandboxes can be created.</summary>
public sealed record SnapshotInfo
{
    /// <summary>The id at the back end; see <see cref="CreateSandboxOptions.SnapshotId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The snapshot that the sandbox was created from, or null.</summary>
    public string? ParentId { get; init; }

    /// <summary>When it was taken, in UTC; null where the back end does not tell.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>How much space it takes by itself, in bytes; null where the back end does not tell.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
