namespace Compute.Framework.Runtime;

/// <summary>Combines the entries of manifests; see <see cref="CapabilityManifest.Intersect"/> and
/// <see cref="CapabilityManifest.Union"/>.</summary>
internal static class CapabilityAlgebra
{
    private const string Separator = " / ";

    public static OperationCapability Intersect(OperationCapability one, OperationCapability other) =>
        Combine(one, other, Intersect, Narrow);

    public static OperationCapability Union(OperationCapability one, OperationCapability other) => Combine(one, other, Union, Widen);

    public static Support Intersect(Support one, Support other) =>
        one.Level == other.Level ? Join(one, other) : one.Level < other.Level ? one : other;

    public static Support Union(Support one, Support other) =>
        one.Level == other.Level ? Join(one, other) : one.Level > other.Level ? one : other;

    private delegate OptionLimits? LimitRule(Accepted one, Accepted other);

    private static OperationCapability Combine(
        OperationCapability one, OperationCapability other, Func<Support, Support, Support> rule, LimitRule limitRule)
    {
        (one, other) = (Normal(one), Normal(other));
        var combined = new OperationCapability(
            one.Operation,
            rule(one.Support, other.Support),
            one.Options.Keys.Union(other.Options.Keys).ToDictionary(
                name => name, name => rule(one[name], other[name]), StringComparer.Ordinal));
        if (combined.Support.Level == SupportLevel.Unsupported)
        {
            return OperationCapability.Unsupported(combined.Operation, combined.Support.Description);
        }

        var limits = new Dictionary<string, OptionLimits>(StringComparer.Ordinal);
        foreach (var name in one.Limits.Keys.Union(other.Limits.Keys))
        {
            if (limitRule(AcceptedBy(one, other, name), AcceptedBy(other, one, name)) is { } limit)
            {
                limits[name] = limit;
            }
        }

        return combined with { Limits = limits };
    }

    /// <summary>An operation that is unsupported has neither options nor limits.</summary>
    private static OperationCapability Normal(OperationCapability entry) =>
        entry.Support.Level == SupportLevel.Unsupported
            ? OperationCapability.Unsupported(entry.Operation, entry.Support.Description)
            : entry;

    /// <summary>The same level twice: everything that is said of it, each once, in an order that does not depend on who comes
    /// first.</summary>
    private static Support Join(Support one, Support other)
    {
        if (one.Description == other.Description || other.Description is null)
        {
            return one;
        }

        if (one.Description is null)
        {
            return other;
        }

        var parts = one.Description.Split(Separator).Concat(other.Description.Split(Separator)).Distinct(StringComparer.Ordinal);
        return one with { Description = string.Join(Separator, parts.Order(StringComparer.Ordinal)) };
    }

    /// <summary>Which values one side accepts: none where it has not the option, all where it has no limits.</summary>
    private static Accepted AcceptedBy(OperationCapability side, OperationCapability other, string name)
    {
        // A name that no side has as an option is a parameter of the operation itself.
        var isOption = side.Options.ContainsKey(name) || other.Options.ContainsKey(name);
        var support = isOption ? side[name] : side.Support;
        return support.Level == SupportLevel.Unsupported
            ? new(IsNone: true, null)
            : new(IsNone: false, side.Limits.GetValueOrDefault(name));
    }

    private static OptionLimits? Narrow(Accepted one, Accepted other)
    {
        if (one.IsNone || other.IsNone)
        {
            return null;
        }

        return one.Limits is null ? other.Limits : other.Limits is null ? one.Limits : LimitAlgebra.Narrow(one.Limits, other.Limits);
    }

    private static OptionLimits? Widen(Accepted one, Accepted other)
    {
        if (one.IsNone)
        {
            return other.Limits;
        }

        if (other.IsNone)
        {
            return one.Limits;
        }

        return one.Limits is null || other.Limits is null ? null : LimitAlgebra.Widen(one.Limits, other.Limits);
    }

    private readonly record struct Accepted(bool IsNone, OptionLimits? Limits);
}
