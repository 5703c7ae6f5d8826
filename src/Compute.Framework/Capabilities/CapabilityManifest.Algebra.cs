using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <content>Manifests made from manifests: what a wrapper states about the providers behind it.</content>
public sealed partial class CapabilityManifest
{
    /// <summary>This manifest with another support of one operation.</summary>
    /// <remarks>The operation's options and limits stay, unless it is unsupported now: an operation that is not there has none.</remarks>
    /// <param name="operation">The operation.</param>
    /// <param name="support">How far it is supported.</param>
    public CapabilityManifest With(SandboxOperation operation, Support support) => With(
        support.Level == SupportLevel.Unsupported
            ? OperationCapability.Unsupported(operation, support.Description)
            : this[operation] with { Support = support });

    /// <summary>This manifest with another entry of one operation, its options and limits included.</summary>
    /// <param name="entry">The entry.</param>
    public CapabilityManifest With(OperationCapability entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(_operations.Values.Where(other => other.Operation != entry.Operation).Append(entry), OrphanCleanup);
    }

    /// <summary>What both manifests support: what holds whichever of two providers is used.</summary>
    /// <remarks>
    /// Of each operation, option and <see cref="OrphanCleanup"/> the lower level, and only the values that both accept. The
    /// description is that of the lower level; of two equal levels it holds both, in ordinal order. The operation is commutative,
    /// associative and idempotent, and <c>a.Intersect(b)</c> supports nothing that <c>a</c> does not.
    /// </remarks>
    /// <param name="other">The other manifest.</param>
    public CapabilityManifest Intersect(CapabilityManifest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(other, CapabilityAlgebra.Intersect, CapabilityAlgebra.Intersect);
    }

    /// <summary>What at least one of the manifests supports: what a choice between two providers can offer.</summary>
    /// <remarks>
    /// Of each operation, option and <see cref="OrphanCleanup"/> the higher level, and all values that one of them accepts. The
    /// description is that of the higher level; of two equal levels it holds both, in ordinal order. That the options of one
    /// operation are supported together is not said: one provider may have the one, the other provider the other. The operation is
    /// commutative, associative and idempotent, and <c>a.Union(b)</c> supports everything that <c>a</c> does.
    /// </remarks>
    /// <param name="other">The other manifest.</param>
    public CapabilityManifest Union(CapabilityManifest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(other, CapabilityAlgebra.Union, CapabilityAlgebra.Union);
    }

    private CapabilityManifest Combine(
        CapabilityManifest other,
        Func<OperationCapability, OperationCapability, OperationCapability> entries,
        Func<Support, Support, Support> supports)
    {
        var operations = _operations.Keys.Union(other._operations.Keys);
        return new(operations.Select(operation => entries(this[operation], other[operation])), supports(OrphanCleanup, other.OrphanCleanup));
    }
}
