using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework;

/// <summary>Base class of sandboxes that wrap another one: all calls are passed on.</summary>
/// <remarks>
/// <para>Every member can be overridden; members that are not overridden call the inner sandbox. Portable code gets the optional
/// capabilities from <see cref="TryGet"/>; that this class itself is an <see cref="IBranchable"/>, an <see cref="IProcessTable"/> and an
/// <see cref="ITerminalHost"/>, so that it can wrap what they return, has no significance.</para>
/// <para>The branches of a sandbox that <see cref="DelegatingSandboxProvider.Wrap"/> returned are wrapped by the same method, and it
/// returns that provider's <see cref="ISandboxProvider.Info"/>.</para>
/// </remarks>
public partial class DelegatingSandbox : ISandbox, IBranchable
{
    private DelegatingSandboxProvider? _provider;

    /// <summary>Creates a wrapper.</summary>
    /// <param name="innerSandbox">The sandbox to wrap.</param>
    protected DelegatingSandbox(ISandbox innerSandbox)
    {
        ArgumentNullException.ThrowIfNull(innerSandbox);
        InnerSandbox = innerSandbox;
    }

    internal DelegatingSandbox(ISandbox innerSandbox, DelegatingSandboxProvider provider)
        : this(innerSandbox) => _provider = provider;

    /// <inheritdoc/>
    public virtual string Id => InnerSandbox.Id;

    /// <inheritdoc/>
    public virtual ProviderInfo Provider => _provider?.Info ?? InnerSandbox.Provider;

    /// <inheritdoc/>
    public virtual ISandboxFileSystem Files => InnerSandbox.Files;

    /// <summary>The wrapped sandbox.</summary>
    protected ISandbox InnerSandbox { get; }

    /// <inheritdoc/>
    public virtual Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
        InnerSandbox.GetInfoAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default) =>
        InnerSandbox.RunAsync(command, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ExecutionResult> RunCodeAsync(
        string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default) =>
        InnerSandbox.RunCodeAsync(code, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task DestroyAsync(CancellationToken cancellationToken = default) => InnerSandbox.DestroyAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The inner sandbox determines whether the capability is available. If the wrapper also
    /// implements it, the wrapper is returned.</remarks>
    public virtual bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class => Layers.TryGet(this, InnerSandbox.TryGet<TCapability>(out var inner), inner, out capability);

    /// <inheritdoc/>
    /// <remarks>Each branch is passed to <see cref="WrapBranch"/>; if that throws, all of them are destroyed.</remarks>
    /// <exception cref="UnsupportedCapabilityException">The inner sandbox cannot be branched.</exception>
    public virtual async Task<IReadOnlyList<ISandbox>> BranchAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        var branches = await Inner<IBranchable>(SandboxOperation.Branch).BranchAsync(count, cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. branches.Select(WrapBranch)];
        }
        catch
        {
            foreach (var branch in branches)
            {
                await branch.DestroyAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return InnerSandbox.DisposeAsync();
    }

    /// <summary>Wraps a branch of this sandbox, with <see cref="DelegatingSandboxProvider.Wrap"/> of the provider that wrapped this
    /// sandbox. Returns the branch itself if there is no such provider.</summary>
    /// <param name="branch">The branch of the inner sandbox.</param>
    protected virtual ISandbox WrapBranch(ISandbox branch) => _provider?.Enter(branch) ?? branch;

    /// <summary>Sets the provider that created this wrapper, unless it is known.</summary>
    internal DelegatingSandbox OfProvider(DelegatingSandboxProvider provider)
    {
        _provider ??= provider;
        return this;
    }
}
