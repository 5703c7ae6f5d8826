using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <content>Manifests derived from manifests: what a wrapper reports about its inner providers.</content>
public sealed partial class CapabilityManifest
{
    /// <summary>Returns a copy of this manifest with another support of one operation.</summary>
    /// <remarks>The operation's options and limits are kept, unless it becomes unsupported: an unsupported operation has none.</remarks>
    /// <param name="operation">The operation.</param>
    /// <param name="support">The support of the operation.</param>
    public CapabilityManifest With(SandboxOperation operation, Support support) => With(
        support.Level == SupportLevel.Unsupported
            ? OperationCapability.Unsupported(operation, support.Description)
            : this[operation] with { Support = support });

    /// <summary>Returns a copy of this manifest with another entry of one operation, including its options and limits.</summary>
    /// <param name="entry">The entry.</param>
    public CapabilityManifest With(OperationCapability entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(_operations.Values.Where(other => other.Operation != entry.Operation).Append(entry), OrphanCleanup);
    }

    /// <summary>Returns what both manifests support: the capabilities that are available with either of two providers.</summary>
    /// <remarks>
    /// The result has the lower level of each operation, option and <see cref="OrphanCleanup"/>, and only the values that both accept. The
    /// description is that of the lower level; for two equal levels it contains both, in ordinal order. The operation is commutative,
    /// associative and idempotent, and <c>a.Intersect(b)</c> supports nothing that <c>a</c> does not.
    /// </remarks>
    /// <param name="other">The other manifest.</param>
    public CapabilityManifest Intersect(CapabilityManifest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(other, CapabilityAlgebra.Intersect, CapabilityAlgebra.Intersect);
    }

    /// <summary>Returns what at least one of the manifests supports: the capabilities that a choice
    /// between two providers can offer.</summary>
    /// <remarks>
    /// The result has the higher level of each operation, option and <see cref="OrphanCleanup"/>, and all values that at least one of them
    /// accepts. The description is that of the higher level; for two equal levels it contains both, in ordinal order. The options of an
    /// operation are not necessarily supported together: each provider may support only one of them. The operation is commutative,
    /// associative and idempotent, and <c>a.Union(b)</c> supports everything that <c>a</c> does.
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
        return new(
            operations.Select(operation => entries(this[operation], other[operation])), supports(OrphanCleanup, other.OrphanCleanup));
    }
}
