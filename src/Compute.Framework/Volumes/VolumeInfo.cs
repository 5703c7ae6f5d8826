using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A volume at the back end.</summary>
public sealed record VolumeInfo
{
    /// <summary>The id at the back end; see <see cref="SandboxMount.Source"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>When it was created, in UTC; null if the back end does not report it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The maximum size, in bytes; null if there is no limit or the back end does not report it.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
