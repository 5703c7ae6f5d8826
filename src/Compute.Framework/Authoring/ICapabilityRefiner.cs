namespace Compute.Framework;

/// <summary>Implemented by a provider's class to say what this machine lacks, and to describe how something is done.</summary>
public interface ICapabilityRefiner
{
    /// <summary>Says how far an operation is supported here.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="option">The option of the operation, or null for the operation itself.</param>
    /// <param name="declared">What the signatures declare.</param>
    /// <returns>The same or a lower level, with a description. A higher level is not taken.</returns>
    Capability Refine(SandboxOperation operation, string? option, Capability declared);
}
