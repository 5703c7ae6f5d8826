using System.Collections.ObjectModel;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>How far a provider supports an operation and each of its options.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Support">How far the operation itself is supported.</param>
/// <param name="Options">By the option's name, such as <c>Lifetime</c> or <c>Resources.MemoryBytes</c>; an option without an entry is unsupported.</param>
public sealed record OperationCapability(
    SandboxOperation Operation,
    Support Support,
    IReadOnlyDictionary<string, Support> Options)
{
    /// <summary>Each option of the operation that the provider knows.</summary>
    public IReadOnlyDictionary<string, Support> Options
    {
        get;
        init => field = ContentDictionary<Support>.Of(value);
    } = ContentDictionary<Support>.Of(Options);

    /// <summary>Which values the provider accepts, by the name of the option or parameter, such as <c>Lifetime</c>; one without an
    /// entry has no limits of the provider's own.</summary>
    public IReadOnlyDictionary<string, OptionLimits> Limits
    {
        get;
        init => field = ContentDictionary<OptionLimits>.Of(value);
    } = ContentDictionary<OptionLimits>.Empty;

    /// <summary>An option's support.</summary>
    /// <param name="option">The option's name.</param>
    public Support this[string option] =>
        Options.TryGetValue(option, out var capability) ? capability : Support.Unsupported();

    /// <summary>The entry of an operation that is not supported.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="reason">Why not, or null.</param>
    public static OperationCapability Unsupported(SandboxOperation operation, string? reason = null) =>
        new(operation, Support.Unsupported(reason), ReadOnlyDictionary<string, Support>.Empty);
}
