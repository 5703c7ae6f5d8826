namespace Compute.Framework.Authoring;

/// <summary>Implemented by a provider's class to say what this machine or its back end lacks, and to describe how something is
/// done.</summary>
public interface ICapabilityRefiner
{
    /// <summary>Says how far an operation is supported here, as far as that is known. Must neither block nor call the back end: it is
    /// asked by <see cref="ISandboxProvider.Info"/>, before <see cref="PrepareAsync"/> and again after it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="option">The option of the operation, or null for the operation itself.</param>
    /// <param name="declared">What the signatures declare.</param>
    /// <returns>The same or a lower level, with a description. A higher level is not taken. Where the framework has an emulation,
    /// <see cref="SupportLevel.Emulated"/> means that it is used and not the provider's method.</returns>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Naming", "CA1716",
        Justification = "An option is called so everywhere; Visual Basic, which has no source generators, can escape it.")]
    Support Refine(SandboxOperation operation, string? option, Support declared);

    /// <summary>Finds out what <see cref="Refine"/> must know of the machine or the back end: a version, a feature, a tool.</summary>
    /// <remarks>Awaited once before the first operation, by all callers together, and again by
    /// <see cref="ISandboxProvider.CheckAvailabilityAsync"/>. When it throws, the operation fails with that error, typed like any other,
    /// and the next operation asks again; <see cref="ISandboxProvider.DestroyAsync"/> does not wait for it. Taking longer than a minute
    /// is a <see cref="ProviderTimeoutException"/>.</remarks>
    /// <param name="cancellationToken">Fires when the minute is over; a caller that stops waiting does not cancel it.</param>
    ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
