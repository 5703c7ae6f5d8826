using Compute.Framework;
using Compute.Framework.Runtime;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds providers to a service collection. Each is there as <see cref="ISandboxProvider"/> keyed by its name,
/// as its typed <see cref="ISandboxProvider{TSandbox}"/>, and as a health check; all are one instance.</summary>
public sealed class ComputeBuilder
{
    internal ComputeBuilder(IServiceCollection services) => Services = services;

    /// <summary>The service collection.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a provider. Called by generated registration methods.</summary>
    /// <typeparam name="TSandbox">The provider's sandbox class.</typeparam>
    /// <param name="name">The provider's name.</param>
    /// <param name="schema">The provider's settings.</param>
    /// <param name="factory">Makes the provider; called when it is first asked for.</param>
    /// <exception cref="InvalidOperationException">A provider with this name was added before.</exception>
    public ComputeBuilder AddProvider<TSandbox>(
        string name, ProviderOptionsSchema schema, Func<ProviderActivator, ISandboxProvider<TSandbox>> factory)
        where TSandbox : class, ISandbox
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(factory);
        if (Services.Any(service => service.ServiceType == typeof(RegisteredProvider) && service.ImplementationInstance is RegisteredProvider other && other.Name == name))
        {
            throw new InvalidOperationException($"The provider '{name}' was added before. Add each provider once.");
        }

        ComputeHttpClients.Add(Services, name);
        Services.AddSingleton(new RegisteredProvider(name, schema));
        Services.AddSingleton(services => factory(new ProviderActivator(name, services)));
        Services.AddKeyedSingleton<ISandboxProvider>(name, static (services, _) => services.GetRequiredService<ISandboxProvider<TSandbox>>());
        Services.TryAddSingleton(static services => ProviderSelection.Default(services));
        Services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"compute-{name}",
            services => new ProviderHealthCheck(services.GetRequiredKeyedService<ISandboxProvider>(name)),
            failureStatus: null,
            tags: ["compute"]));
        return this;
    }

    /// <summary>Adds a service that a provider's constructor takes, under the provider's name: two providers that take the same
    /// interface each get their own. One that the application has registered under that name stays. Called by generated
    /// registration methods.</summary>
    /// <typeparam name="TService">The service's type.</typeparam>
    /// <param name="name">The provider's name.</param>
    /// <param name="factory">Makes the service; called when it is first asked for.</param>
    public ComputeBuilder AddProviderService<TService>(string name, Func<ProviderActivator, TService> factory)
        where TService : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(factory);
        Services.TryAddKeyedSingleton(name, (services, _) => factory(new ProviderActivator(name, services)));
        return this;
    }
}

/// <summary>Adds Compute.Framework to a service collection.</summary>
public static class ComputeServiceCollectionExtensions
{
    /// <summary>Begins the registration of providers.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Sets framework-wide defaults, such as <c>defaults => defaults with { CommandTimeout = … }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A default is out of its range.</exception>
    public static ComputeBuilder AddCompute(this IServiceCollection services, Func<ComputeDefaults, ComputeDefaults>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.AddSingleton(configure(ComputeDefaults.None).Checked());
        }

        return new ComputeBuilder(services);
    }
}
