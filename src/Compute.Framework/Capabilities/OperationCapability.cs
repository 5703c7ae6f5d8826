using System.Collections.ObjectModel;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A provider's support of an operation and each of its options.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Support">The support of the operation itself.</param>
/// <param name="Options">The support of each option, by its name, such as <c>Lifetime</c> or <c>Resources.MemoryBytes</c>; an
/// option without an entry is unsupported.</param>
public sealed record OperationCapability(
    SandboxOperation Operation,
    Support Support,
    IReadOnlyDictionary<string, Support> Options)
{
    /// <summary>The options of the operation that the provider knows.</summary>
    public IReadOnlyDictionary<string, Support> Options
    {
        get;
        init => field = ContentDictionary<Support>.Of(value);
    } = ContentDictionary<Support>.Of(Options);

    /// <summary>The values that the provider accepts, by the name of the option or parameter, such as <c>Lifetime</c>; an option without an
    /// entry has no provider-specific limits.</summary>
    public IReadOnlyDictionary<string, OptionLimits> Limits
    {
        get;
        init => field = ContentDictionary<OptionLimits>.Of(value);
    } = ContentDictionary<OptionLimits>.Empty;

    /// <summary>Gets the support of an option.</summary>
    /// <param name="option">The option's name.</param>
    public Support this[string option] =>
        Options.TryGetValue(option, out var capability) ? capability : Support.Unsupported();

    /// <summary>Creates the entry of an operation that is not supported.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="reason">The reason, or null.</param>
    public static OperationCapability Unsupported(SandboxOperation operation, string? reason = null) =>
        new(operation, Support.Unsupported(reason), ReadOnlyDictionary<string, Support>.Empty);
}
