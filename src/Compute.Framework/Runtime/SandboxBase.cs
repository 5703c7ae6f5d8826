using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Runtime;

/// <summary>Base of the sandbox classes that the compiler writes: the public face of a <see cref="SandboxCore"/>.</summary>
/// <remarks>Not generic, so that a public sandbox class may belong to a provider whose handle is internal.</remarks>
public abstract class SandboxBase : ISandbox
{
    /// <summary>Creates the object.</summary>
    /// <param name="core">What it calls.</param>
    protected SandboxBase(SandboxCore core)
    {
        ArgumentNullException.ThrowIfNull(core);
        Core = core;
    }

    /// <inheritdoc/>
    public string Id => Core.Id;

    /// <inheritdoc/>
    public ProviderInfo Provider => Core.Provider;

    /// <inheritdoc/>
    public ISandboxFileSystem Files => Core.Files;

    /// <summary>What this object calls.</summary>
    protected internal SandboxCore Core { get; }

    /// <inheritdoc/>
    public Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) => Core.GetInfoAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default) =>
        Core.RunAsync(command, cancellationToken);

    /// <inheritdoc/>
    public Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default) =>
        Core.StartAsync(command, cancellationToken);

    /// <inheritdoc/>
    public Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default) =>
        Core.RunCodeAsync(code, options, cancellationToken);

    /// <inheritdoc/>
    public Task DestroyAsync(CancellationToken cancellationToken = default) => Core.DestroyAsync(cancellationToken);

    /// <inheritdoc/>
    public bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class => CapabilityOperations.TryGet(this, Provider.Capabilities, out capability);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Core.DisposeAsync();
    }
}
