using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A network at the back end.</summary>
public sealed record NetworkInfo
{
    /// <summary>The id at the back end.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Whether nothing outside the network can be reached from it.</summary>
    public bool IsInternal { get; init; }

    /// <summary>When it was created, in UTC; null if the back end does not report it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
