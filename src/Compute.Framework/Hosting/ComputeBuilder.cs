using Compute.Framework;
using Compute.Framework.Runtime;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds providers to a service collection. Each provider is registered as <see cref="ISandboxProvider"/> and as its
/// typed <see cref="ISandboxProvider{TSandbox}"/>, both keyed by its name, as its unkeyed typed service, and as a health
/// check; all of them are the same object.</summary>
public sealed class ComputeBuilder
{
    internal ComputeBuilder(IServiceCollection services) => Services = services;

    /// <summary>The service collection.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a provider. Called by generated registration methods.</summary>
    /// <typeparam name="TSandbox">The provider's sandbox class.</typeparam>
    /// <param name="name">The provider's name.</param>
    /// <param name="schema">The provider's settings.</param>
    /// <param name="factory">Creates the provider; called when it is first resolved.</param>
    /// <exception cref="InvalidOperationException">A provider or an instance with this name was added before.</exception>
    public ComputeBuilder AddProvider<TSandbox>(
        string name, ProviderSettingsSchema schema, Func<ProviderActivator, ISandboxProvider<TSandbox>> factory)
        where TSandbox : class, ISandbox
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(factory);
        return Add(new RegisteredProvider(name, schema), factory);
    }

    /// <summary>Adds another instance of a provider, with its own settings. Called by generated registration methods.</summary>
    /// <remarks>The instance's name is its service key, and the name of its configuration section, health check, HTTP client and tag in
    /// telemetry. The instance does not read the environment, whose variables belong to the provider without an instance name. An instance
    /// that has the provider's name is that provider.</remarks>
    /// <typeparam name="TSandbox">The provider's sandbox class.</typeparam>
    /// <param name="name">The provider's name.</param>
    /// <param name="instanceName">The instance's name: lowercase letters, digits and hyphens, at most 63.</param>
    /// <param name="schema">The provider's settings.</param>
    /// <param name="factory">Creates the provider; called when it is first resolved.</param>
    /// <exception cref="ArgumentException">The instance's name is invalid.</exception>
    /// <exception cref="InvalidOperationException">A provider or an instance with this name was added before.</exception>
    public ComputeBuilder AddProviderInstance<TSandbox>(
        string name, string instanceName, ProviderSettingsSchema schema, Func<ProviderActivator, ISandboxProvider<TSandbox>> factory)
        where TSandbox : class, ISandbox
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        InstanceNames.Check(instanceName);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(factory);
        var isOwnName = instanceName == name;
        return Add(new RegisteredProvider(instanceName, isOwnName ? schema : schema.WithoutEnvironment()) { ProviderName = name }, factory);
    }

    /// <summary>Registers how the settings of a provider are read, so that <see cref="ValidateOnStart"/> validates them. Called
    /// by generated registration methods.</summary>
    /// <typeparam name="TOptions">The settings' type.</typeparam>
    /// <param name="name">The name under which the provider was added.</param>
    /// <param name="configure">Sets values in code, or null.</param>
    public ComputeBuilder AddProviderSettings<TOptions>(string name, Func<TOptions, TOptions>? configure)
        where TOptions : IProviderSettings<TOptions>
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var registered = Find(name);
        Services.AddSingleton(new SettingsCheck(name, services => new ProviderActivator(name, services, registered).Options(configure)));
        return this;
    }

    /// <summary>Validates the settings of all providers when the host starts, including those that are set in code. Without a host,
    /// <c>services.GetRequiredService&lt;IStartupValidator&gt;().Validate()</c> validates them.</summary>
    /// <remarks>One <see cref="ProviderConfigurationException"/> reports all missing and malformed values of all providers. No provider is
    /// created and no back end is called. Providers can be added before or after this call; repeated calls have no effect.</remarks>
    public ComputeBuilder ValidateOnStart()
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<CheckedSettings>, SettingsChecks>());
        Services.AddOptions<CheckedSettings>().ValidateOnStart();
        return this;
    }

    /// <summary>Adds a service that a provider's constructor takes, under the provider's name, so that two providers that
    /// take the same interface each get their own. A service that the application has registered under that name is kept.
    /// Called by generated registration methods.</summary>
    /// <typeparam name="TService">The service's type.</typeparam>
    /// <param name="name">The provider's name.</param>
    /// <param name="factory">Creates the service; called when it is first resolved.</param>
    public ComputeBuilder AddProviderService<TService>(string name, Func<ProviderActivator, TService> factory)
        where TService : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(factory);
        var registered = Find(name);
        Services.TryAddKeyedSingleton(name, (services, _) => factory(new ProviderActivator(name, services, registered)));
        return this;
    }

    private ComputeBuilder Add<TSandbox>(RegisteredProvider provider, Func<ProviderActivator, ISandboxProvider<TSandbox>> factory)
        where TSandbox : class, ISandbox
    {
        var name = provider.Name;
        if (Find(name) is { } other)
        {
            var of = other.IsInstance ? $" as an instance of '{other.ProviderName}'" : "";
            throw new InvalidOperationException(
                $"The provider '{name}' was added before{of}. Add each provider once, and further ones under a name of their own, such " +
                $"as '{provider.ProviderName}-2'.");
        }

        ComputeHttpClients.Add(Services, name);
        Services.AddSingleton(provider);
        Services.AddKeyedSingleton(name, (services, _) => factory(new ProviderActivator(name, services, provider)));
        Services.AddKeyedSingleton<ISandboxProvider>(
            name, static (services, key) => services.GetRequiredKeyedService<ISandboxProvider<TSandbox>>(key));
        AddTyped<TSandbox>(provider);
        Services.TryAddSingleton(static services => ProviderSelection.Default(services));
        Services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"compute-{name}",
            services => new ProviderHealthCheck(services.GetRequiredKeyedService<ISandboxProvider>(name)),
            failureStatus: null,
            tags: ["compute"]));
        return this;
    }

    /// <summary>The unkeyed typed service is the provider without an instance name, and otherwise the first instance.</summary>
    private void AddTyped<TSandbox>(RegisteredProvider provider)
        where TSandbox : class, ISandbox
    {
        var typed = ServiceDescriptor.Singleton(services => services.GetRequiredKeyedService<ISandboxProvider<TSandbox>>(provider.Name));
        if (provider.IsInstance)
        {
            Services.TryAdd(typed);
        }
        else
        {
            Services.Replace(typed);
        }
    }

    private RegisteredProvider? Find(string name) => Services
        .Where(static service => service.ServiceType == typeof(RegisteredProvider))
        .Select(static service => service.ImplementationInstance)
        .OfType<RegisteredProvider>()
        .FirstOrDefault(other => other.Name == name);
}

/// <summary>Adds Compute.Framework to a service collection.</summary>
public static class ComputeServiceCollectionExtensions
{
    /// <summary>Starts the registration of providers.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Sets framework-wide defaults, such as <c>defaults => defaults with { CommandTimeout = … }</c>. It receives
    /// the defaults that earlier calls set, so that each part of an application can set its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">A default is out of range.</exception>
    /// <exception cref="InvalidOperationException">The function returned null.</exception>
    public static ComputeBuilder AddCompute(this IServiceCollection services, Func<ComputeDefaults, ComputeDefaults>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            var before = services.LastOrDefault(
                static service => service.ServiceType == typeof(ComputeDefaults) && !service.IsKeyedService);
            var defaults = configure(before?.ImplementationInstance as ComputeDefaults ?? ComputeDefaults.None)
                ?? throw new InvalidOperationException("The function that sets the defaults of AddCompute returned null.");
            services.Replace(ServiceDescriptor.Singleton(defaults.Checked()));
        }

        return new ComputeBuilder(services);
    }
}
