using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A saved state of a sandbox's files, from which new sandboxes can be created.</summary>
public sealed record SnapshotInfo
{
    /// <summary>The id at the back end; see <see cref="CreateSandboxOptions.SnapshotId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>A name for display, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The snapshot that the sandbox was created from, or null.</summary>
    public string? ParentId { get; init; }

    /// <summary>When it was taken, in UTC; null if the back end does not report it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The space that it uses by itself, in bytes; null if the back end does not report it.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
