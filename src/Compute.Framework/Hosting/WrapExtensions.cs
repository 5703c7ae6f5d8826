using Compute.Framework;
using Compute.Framework.Runtime;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Wraps providers that were added to a service collection.</summary>
public static class ComputeBuilderWrapExtensions
{
    /// <summary>Wraps a provider. The wrapper replaces the keyed service, the unkeyed <see cref="ISandboxProvider"/> if it is this
    /// provider, and the provider of the health check. The typed <see cref="ISandboxProvider{TSandbox}"/> is still the provider itself. A
    /// second wrapper is placed around the first.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name under which the provider was added.</param>
    /// <param name="wrap">Creates the wrapper; called once, when the provider is first resolved. Disposing the wrapper does not dispose the
    /// provider, which the service container disposes afterwards.</param>
    /// <exception cref="InvalidOperationException">No provider was added under this name before, or it is
    /// registered only by its type.</exception>
    public static ComputeBuilder Wrap(
        this ComputeBuilder builder, string name, Func<ISandboxProvider, IServiceProvider, ISandboxProvider> wrap)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(wrap);
        var services = builder.Services;
        var found = services.LastOrDefault(
            service => service.IsKeyedService && service.ServiceType == typeof(ISandboxProvider) && name.Equals(service.ServiceKey));
        var known = services.Where(service => service.ServiceType == typeof(RegisteredProvider)).Select(
            service => (service.ImplementationInstance as RegisteredProvider)?.Name);
        if (found is not { KeyedImplementationInstance: not null } and not { KeyedImplementationFactory: not null })
        {
            throw new InvalidOperationException(
                $"There is no provider '{name}' to wrap. Add it before it is wrapped; added so far: " +
                $"{string.Join(", ", known.DefaultIfEmpty("none"))}.");
        }

        var instance = found.KeyedImplementationInstance;
        var factory = found.KeyedImplementationFactory ?? ((_, _) => instance!);
        var isHeld = instance is not null || (factory.Target is not WrapLayer && known.Contains(name));
        services[services.IndexOf(found)] = ServiceDescriptor.KeyedSingleton(name, new WrapLayer(factory, isHeld, wrap).Create);
        return builder;
    }
}
