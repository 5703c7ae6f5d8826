using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Specifies which sandboxes a listing returns.</summary>
public sealed record SandboxFilter
{
    /// <summary>Returns only sandboxes that have all of these labels with these values.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
