using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Runtime;

/// <summary>A wrapper around a provider that is a keyed service.</summary>
/// <param name="inner">Returns the inner provider.</param>
/// <param name="isHeld">Whether the inner provider is disposed elsewhere: it is a separate service, or the application's object. A provider
/// that another layer created is neither: its wrapper disposes it.</param>
/// <param name="wrap">The application's wrapper.</param>
internal sealed class WrapLayer(
    Func<IServiceProvider, object?, object> inner, bool isHeld, Func<ISandboxProvider, IServiceProvider, ISandboxProvider> wrap)
{
    /// <summary>Creates the wrapper.</summary>
    public ISandboxProvider Create(IServiceProvider services, object? key) =>
        wrap(Inner(services, key), services)
            ?? throw new InvalidOperationException($"The factory of a wrapper of the provider '{key}' returned null.");

    private ISandboxProvider Inner(IServiceProvider services, object? key)
    {
        var provider = (ISandboxProvider)inner(services, key);
        return isHeld ? new Held(provider) : provider;
    }

    private sealed class Held(ISandboxProvider provider) : DelegatingSandboxProvider(provider)
    {
        public override Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default) =>
            InnerProvider.CreateAsync(options, cancellationToken);

        public override Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default) =>
            InnerProvider.GetAsync(sandboxId, cancellationToken);

        [SuppressMessage("Usage", "CA2215:Dispose methods should call base class dispose", Justification = "Whose it is disposes it.")]
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
