using System.Collections.ObjectModel;

namespace Compute.Framework;

/// <summary>Adds wrappers to a provider.</summary>
/// <remarks>The wrapper that is added first is the outermost: calls pass through the wrappers in the
/// order in which they were added.</remarks>
public sealed class SandboxProviderBuilder
{
    private readonly ISandboxProvider _inner;
    private readonly Collection<Func<ISandboxProvider, IServiceProvider, ISandboxProvider>> _layers = [];

    /// <summary>Creates a builder.</summary>
    /// <param name="innerProvider">The provider to wrap.</param>
    public SandboxProviderBuilder(ISandboxProvider innerProvider)
    {
        ArgumentNullException.ThrowIfNull(innerProvider);
        _inner = innerProvider;
    }

    /// <summary>Adds a wrapper inside those that were added before.</summary>
    /// <param name="wrap">Makes the wrapper of the provider that it is given.</param>
    public SandboxProviderBuilder Use(Func<ISandboxProvider, ISandboxProvider> wrap)
    {
        ArgumentNullException.ThrowIfNull(wrap);
        return Use((inner, _) => wrap(inner));
    }

    /// <summary>Adds a wrapper that needs services, inside those that were added before.</summary>
    /// <param name="wrap">Makes the wrapper of the provider that it is given.</param>
    public SandboxProviderBuilder Use(Func<ISandboxProvider, IServiceProvider, ISandboxProvider> wrap)
    {
        ArgumentNullException.ThrowIfNull(wrap);
        _layers.Add(wrap);
        return this;
    }

    /// <summary>Creates the wrappers. Each call creates new wrappers around the same inner provider,
    /// which is disposed with any of them.</summary>
    /// <param name="services">The services for wrappers that need them, or null.</param>
    /// <returns>The outermost wrapper, or the inner provider if no wrapper was added.</returns>
    /// <exception cref="InvalidOperationException">A wrapper's factory returned null.</exception>
    public ISandboxProvider Build(IServiceProvider? services = null)
    {
        var provider = _inner;
        foreach (var wrap in _layers.Reverse())
        {
            provider = wrap(provider, services ?? NoServices.Instance)
                ?? throw new InvalidOperationException("The factory of a wrapper returned null.");
        }

        return provider;
    }

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}

/// <summary>Creates builders of wrappers.</summary>
public static class SandboxProviderBuilderExtensions
{
    /// <summary>Creates a builder that adds wrappers to a provider.</summary>
    /// <param name="innerProvider">The provider to wrap.</param>
    public static SandboxProviderBuilder AsBuilder(this ISandboxProvider innerProvider) => new(innerProvider);
}
