using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework;

/// <summary>Creates, finds and destroys sandboxes on one compute back end.</summary>
/// <remarks>
/// <para>Implementations are safe for concurrent use. A provider is written by the compiler from a class
/// that carries <see cref="ProviderAttribute"/>.</para>
/// <para>Disposing a provider destroys the <see cref="Ownership.Owned"/> sandboxes that it created and that are still
/// there, also those whose destruction failed before; detached and borrowed ones stay. A creation that is under way ends with
/// <see cref="ObjectDisposedException"/> and leaves nothing. Disposing throws nothing, so that it cannot take the place of an
/// exception that is on its way: a sandbox that cannot be destroyed is logged as an error, does not keep the others from being
/// destroyed, and is found by <see cref="SandboxReaper"/>. Call <see cref="DestroyAsync"/> to learn of a failure.</para>
/// <para>Every operation of a disposed provider throws <see cref="ObjectDisposedException"/>, and so does one of its sandboxes, unless
/// that is destroyed (<see cref="SandboxNotFoundException"/>); disposing its sandboxes does nothing.</para>
/// </remarks>
public interface ISandboxProvider : IAsyncDisposable
{
    /// <summary>Name, capabilities and options of this provider: the declaration, narrowed by what was found out about the back end so
    /// far. Never blocks and never calls the back end; <see cref="GetInfoAsync"/> finds out.</summary>
    ProviderInfo Info { get; }

    /// <summary>Finds out what the back end can do, unless that is known, and returns <see cref="Info"/> afterwards.</summary>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="ComputeException">The back end could not be asked; the next call asks again.</exception>
    ValueTask<ProviderInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<ProviderInfo>(cancellationToken) : new(Info);

    /// <summary>Asks for an optional capability of the provider: <see cref="ISnapshotStore"/>, <see cref="IVolumeStore"/>,
    /// <see cref="INetworkStore"/>, <see cref="ITemplateStore"/> or <see cref="IEventSource"/>. Works through wrappers, where a cast
    /// does not.</summary>
    /// <typeparam name="TCapability">The capability's interface.</typeparam>
    /// <param name="capability">The capability when this provider has it, as far as <see cref="Info"/> knows.</param>
    bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        capability = this as TCapability;
        return capability is not null;
    }

    /// <summary>Says whether the back end can be used from here, and if not, what to do about it.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates a sandbox and returns once it can run commands.</summary>
    /// <param name="options">What the sandbox should be; an option that the provider does not honor is refused.</param>
    /// <param name="cancellationToken">Cancels the creation; nothing is left behind at the back end.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor; nothing was created.</exception>
    /// <exception cref="ComputeException">The back end failed; see <see cref="ComputeException.IsTransient"/>.</exception>
    Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Finds a sandbox by its id. The result is borrowed: disposing it only lets go.</summary>
    /// <param name="sandboxId">The id, as <see cref="ISandbox.Id"/> gave it.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>The sandbox, or <see langword="null"/> when there is none with this id.</returns>
    Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default);

    /// <summary>Lists the sandboxes at the back end, those of other processes included.</summary>
    /// <param name="filter">Which sandboxes to return; all when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="UnsupportedCapabilityException">This provider cannot list.</exception>
    IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Destroys a sandbox with everything in it. Idempotent: destroying what is not there succeeds.</summary>
    /// <param name="sandboxId">The id of the sandbox.</param>
    /// <param name="cancellationToken">Cancels the wait; the sandbox may or may not be gone then.</param>
    Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default);
}

/// <summary>A provider whose sandboxes have a known type, so that what it cannot do is a compile-time error.</summary>
/// <typeparam name="TSandbox">The provider's sandbox type, such as <c>CloudProvider.Sandbox</c>.</typeparam>
public interface ISandboxProvider<TSandbox> : ISandboxProvider
    where TSandbox : class, ISandbox
{
    /// <inheritdoc cref="ISandboxProvider.CreateAsync"/>
    new Task<TSandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ISandboxProvider.GetAsync"/>
    new Task<TSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default);
}
