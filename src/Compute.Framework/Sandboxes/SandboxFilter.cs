using System.Collections.ObjectModel;

namespace Compute.Framework;

/// <summary>Which sandboxes a listing returns.</summary>
public sealed record SandboxFilter
{
    /// <summary>Only sandboxes that carry all of these labels with these values.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = value ?? ReadOnlyDictionary<string, string>.Empty;
    } = ReadOnlyDictionary<string, string>.Empty;
}
