using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>What a new network should be.</summary>
public sealed record CreateNetworkOptions
{
    /// <summary>A name; the back end chooses one when null.</summary>
    public string? Name { get; init; }

    /// <summary>Labels. Keys beginning with <c>compute.</c> are the framework's own.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>Whether nothing outside of the network can be reached from it.</summary>
    public bool IsInternal { get; init; }
}
