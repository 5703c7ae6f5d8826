using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework;

/// <summary>Creates, finds and destroys sandboxes on one compute back end.</summary>
/// <remarks>
/// <para>Implementations are safe for concurrent use. The source generator writes a provider from a class
/// with <see cref="ProviderAttribute"/>.</para>
/// <para>Disposing a provider destroys the <see cref="Ownership.Owned"/> sandboxes that it created and that still exist, including those
/// whose destruction failed before; detached and non-owning ones are kept. A creation that is in progress ends with
/// <see cref="ObjectDisposedException"/> and leaves nothing behind. Disposal does not throw, so that it cannot replace an exception that is
/// being propagated: a sandbox that cannot be destroyed is logged as an error, does not prevent the destruction of the others, and is found
/// by <see cref="SandboxReaper"/>. Call <see cref="DestroyAsync"/> to receive the exception.</para>
/// <para>Every operation of a disposed provider throws <see cref="ObjectDisposedException"/>, and so does every operation of its sandboxes,
/// unless the sandbox is destroyed (<see cref="SandboxNotFoundException"/>); disposing its sandboxes has no effect.</para>
/// </remarks>
public interface ISandboxProvider : IAsyncDisposable
{
    /// <summary>The name, capabilities and settings of this provider: the declaration, narrowed by what has been detected about the back
    /// end. Never blocks and never calls the back end; <see cref="GetInfoAsync"/> detects the capabilities.</summary>
    ProviderInfo Info { get; }

    /// <summary>Detects the capabilities of the back end, unless they are known, and then returns <see cref="Info"/>.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ComputeException">The detection failed; the next call repeats it.</exception>
    ValueTask<ProviderInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<ProviderInfo>(cancellationToken) : new(Info);

    /// <summary>Gets an optional capability of the provider: <see cref="ISnapshotStore"/>,
    /// <see cref="IVolumeStore"/>, <see cref="INetworkStore"/>, <see cref="ITemplateStore"/> or
    /// <see cref="IEventSource"/>. Also works through wrappers, unlike a cast.</summary>
    /// <typeparam name="TCapability">The capability's interface.</typeparam>
    /// <param name="capability">The capability, if this provider has it according to <see cref="Info"/>.</param>
    bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        capability = this as TCapability;
        return capability is not null;
    }

    /// <summary>Checks whether the back end can be used from this machine, and if not, how to resolve it.</summary>
    /// <param name="cancellationToken">Cancels the check.</param>
    Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates a sandbox and returns once it can run commands.</summary>
    /// <param name="options">The options of the sandbox; an option that the provider does not honor is refused.</param>
    /// <param name="cancellationToken">Cancels the creation; nothing is left behind at the back end.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor; nothing was created.</exception>
    /// <exception cref="ComputeException">The back end failed; see <see cref="ComputeException.IsTransient"/>.</exception>
    Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Finds a sandbox by its id. The result is non-owning: disposing it does not destroy the sandbox.</summary>
    /// <param name="sandboxId">The id: the value of <see cref="ISandbox.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the lookup.</param>
    /// <returns>The sandbox, or <see langword="null"/> if there is none with this id.</returns>
    Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default);

    /// <summary>Lists the sandboxes at the back end, including those of other processes.</summary>
    /// <param name="filter">Specifies which sandboxes to return; all if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="UnsupportedCapabilityException">This provider cannot list.</exception>
    IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Destroys a sandbox and its content. Idempotent: destroying a sandbox that does not exist succeeds.</summary>
    /// <param name="sandboxId">The id of the sandbox.</param>
    /// <param name="cancellationToken">Cancels the wait; whether the sandbox was destroyed is then unknown.</param>
    Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default);
}

/// <summary>A provider whose sandboxes have a known type, so that using a capability it lacks is a compile-time error.</summary>
/// <typeparam name="TSandbox">The provider's sandbox type, such as <c>CloudProvider.Sandbox</c>.</typeparam>
public interface ISandboxProvider<TSandbox> : ISandboxProvider
    where TSandbox : class, ISandbox
{
    /// <inheritdoc cref="ISandboxProvider.CreateAsync"/>
    new Task<TSandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ISandboxProvider.GetAsync"/>
    new Task<TSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default);
}
