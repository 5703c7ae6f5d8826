using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Which sandboxes a listing returns.</summary>
public sealed record SandboxFilter
{
    /// <summary>Only sandboxes that carry all of these labels with these values.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
