using System.Collections.Frozen;

namespace Compute.Framework;

/// <summary>For every operation and option of a provider: native, emulated (and how) or unsupported.</summary>
/// <remarks>Two manifests are equal if they are the same object: a provider creates a new one each time it finds out what its back end
/// can do. Compare <see cref="Operations"/>, whose entries are equal by content, to see whether something changed.</remarks>
public sealed partial class CapabilityManifest
{
    private readonly FrozenDictionary<SandboxOperation, OperationCapability> _operations;

    /// <summary>Creates a manifest.</summary>
    /// <param name="operations">One entry for each operation; an operation without an entry is unsupported.</param>
    /// <param name="orphanCleanup">Whether a later process can find and remove the sandboxes of a terminated owner, and why not.</param>
    public CapabilityManifest(IEnumerable<OperationCapability> operations, Support orphanCleanup)
    {
        ArgumentNullException.ThrowIfNull(operations);
        _operations = operations.ToFrozenDictionary(operation => operation.Operation);
        OrphanCleanup = orphanCleanup;
    }

    /// <summary>The operations that have an entry.</summary>
    public IEnumerable<OperationCapability> Operations => _operations.Values.OrderBy(operation => operation.Operation);

    /// <summary>Whether a later process can find and remove the sandboxes of a terminated owner (see <see cref="SandboxOwner"/>).</summary>
    public Support OrphanCleanup { get; }

    /// <summary>Gets the entry of an operation.</summary>
    /// <param name="operation">The operation.</param>
    public OperationCapability this[SandboxOperation operation] =>
        _operations.TryGetValue(operation, out var capability) ? capability : OperationCapability.Unsupported(operation);

    /// <summary>Returns whether the operation is native or emulated.</summary>
    /// <param name="operation">The operation.</param>
    public bool Supports(SandboxOperation operation) => this[operation].Support.Level != SupportLevel.Unsupported;

    /// <summary>Returns whether the operation has the option, natively or emulated.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="option">The option's name, such as <c>Lifetime</c> or <c>Resources.MemoryBytes</c>.</param>
    public bool Supports(SandboxOperation operation, string option) => this[operation][option].Level != SupportLevel.Unsupported;

    /// <summary>Throws an exception unless the provider itself supports the operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <exception cref="UnsupportedCapabilityException">The operation is emulated or unsupported.</exception>
    public void EnsureNative(SandboxOperation operation)
    {
        var support = this[operation].Support;
        if (support.Level != SupportLevel.Native)
        {
            throw new UnsupportedCapabilityException(operation.ToString(), NotNative(support));
        }
    }

    /// <summary>Throws an exception unless the provider itself supports the option.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="option">The option's name.</param>
    /// <exception cref="UnsupportedOptionException">The option is emulated or unsupported.</exception>
    public void EnsureNative(SandboxOperation operation, string option)
    {
        var support = this[operation][option];
        if (support.Level != SupportLevel.Native)
        {
            throw new UnsupportedOptionException(option, NotNative(support));
        }
    }

    private static string NotNative(Support support) =>
        support.Level == SupportLevel.Emulated
            ? $"it is only emulated ({support.Description})"
            : support.Description ?? "the provider does not have it";
}
