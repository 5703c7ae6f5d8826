using System.Diagnostics.CodeAnalysis;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Base class of providers that wrap another one: all calls are passed on, and all sandboxes are
/// passed to <see cref="Wrap"/>.</summary>
/// <remarks>
/// <para>Every member can be overridden; members that are not overridden call the inner provider. <see cref="TryGet"/> returns the
/// stores and events of the inner provider. The typed <see cref="ISandboxProvider{TSandbox}"/> of the inner provider is not
/// changed: its sandboxes are not wrapped.</para>
/// <para>Disposing the wrapper disposes the inner provider.</para>
/// </remarks>
public class DelegatingSandboxProvider : ISandboxProvider, IDisposable
{
    /// <summary>How long a service container that is disposed synchronously waits.</summary>
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromMinutes(2);

    private int _disposed;

    /// <summary>Creates a wrapper.</summary>
    /// <param name="innerProvider">The provider to wrap.</param>
    protected DelegatingSandboxProvider(ISandboxProvider innerProvider)
    {
        ArgumentNullException.ThrowIfNull(innerProvider);
        InnerProvider = innerProvider;
    }

    /// <inheritdoc/>
    /// <remarks>If it is overridden, <see cref="GetInfoAsync"/> and the sandboxes also return it.</remarks>
    public virtual ProviderInfo Info => InnerProvider.Info;

    /// <summary>The wrapped provider.</summary>
    protected ISandboxProvider InnerProvider { get; }

    /// <inheritdoc/>
    public virtual async ValueTask<ProviderInfo> GetInfoAsync(CancellationToken cancellationToken = default)
    {
        var info = await InnerProvider.GetInfoAsync(cancellationToken).ConfigureAwait(false);

        // A wrapper that says something else in Info says it here too.
        return Info is var own && ReferenceEquals(own, InnerProvider.Info) ? info : own;
    }

    /// <inheritdoc/>
    /// <remarks>The inner provider determines whether the capability is available. If the wrapper also
    /// implements it, the wrapper is returned.</remarks>
    public virtual bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class => Layers.TryGet(this, InnerProvider.TryGet<TCapability>(out var inner), inner, out capability);

    /// <inheritdoc/>
    public virtual Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default) =>
        InnerProvider.CheckAvailabilityAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual async Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sandbox = await InnerProvider.CreateAsync(options, cancellationToken).ConfigureAwait(false);
        try
        {
            return Enter(sandbox);
        }
        catch
        {
            // Nobody would know of it.
            await sandbox.DestroyAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <inheritdoc/>
    public virtual async Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default) =>
        await InnerProvider.GetAsync(sandboxId, cancellationToken).ConfigureAwait(false) is { } sandbox ? Enter(sandbox) : null;

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default) =>
        InnerProvider.ListAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default) =>
        InnerProvider.DestroyAsync(sandboxId, cancellationToken);

    /// <summary>Disposes the inner provider, once.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Interlocked.Exchange(ref _disposed, 1) == 0 ? InnerProvider.DisposeAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Disposes like <see cref="DisposeAsync"/>, and blocks for at most two minutes.</summary>
    /// <remarks>For service containers that are disposed synchronously; other code should use <see cref="DisposeAsync"/>.</remarks>
    /// <exception cref="TimeoutException">The disposal took longer; it continues in the background.</exception>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Streams.Blocking.Wait(DisposeAsync, DisposeLimit, TimeProvider.System);
    }

    /// <summary>Wraps a sandbox. Called for every sandbox that the provider returns: created, found or branched.</summary>
    /// <param name="sandbox">The sandbox of the inner provider.</param>
    /// <returns>The sandbox that callers get, usually a <see cref="DelegatingSandbox"/> around the inner one; by default the inner one
    /// itself. If the method throws, a new sandbox is destroyed.</returns>
    protected virtual ISandbox Wrap(ISandbox sandbox) => sandbox;

    /// <summary>Wraps a sandbox so that its branches are wrapped too.</summary>
    internal ISandbox Enter(ISandbox sandbox)
    {
        var wrapped = Wrap(sandbox) ?? throw new InvalidOperationException($"{GetType().Name}.{nameof(Wrap)} returned null.");
        return ReferenceEquals(wrapped, sandbox) ? new DelegatingSandbox(sandbox, this)
            : wrapped is DelegatingSandbox own ? own.OfProvider(this)
            : wrapped;
    }
}
