using Compute.Framework;
using Compute.Framework.Runtime;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds providers to a service collection. Each is there as <see cref="ISandboxProvider"/> and as its typed
/// <see cref="ISandboxProvider{TSandbox}"/>, both keyed by its name, as its plain typed service, and as a health check; all are one
/// object.</summary>
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

    /// <summary>Adds one more instance of a provider, with settings of its own. Called by generated registration methods.</summary>
    /// <remarks>The instance's name is its service key and that of its configuration section, health check, HTTP client and tag in
    /// telemetry. It takes nothing from the environment, whose variables belong to the provider without a name. An instance that has the
    /// provider's own name is that provider.</remarks>
    /// <typeparam name="TSandbox">The provider's sandbox class.</typeparam>
    /// <param name="name">The provider's name.</param>
    /// <param name="instanceName">The instance's name: lower case letters, digits and hyphens, at most 63.</param>
    /// <param name="schema">The provider's settings.</param>
    /// <param name="factory">Makes the provider; called when it is first asked for.</param>
    /// <exception cref="ArgumentException">The instance's name is none.</exception>
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

    /// <summary>Says how the settings of a provider are read, so that <see cref="ValidateOnStart"/> checks them. Called by generated
    /// registration methods.</summary>
    /// <typeparam name="TOptions">The settings' type.</typeparam>
    /// <param name="name">The name under which the provider was added.</param>
    /// <param name="configure">What code sets, or null.</param>
    public ComputeBuilder AddProviderSettings<TOptions>(string name, Func<TOptions, TOptions>? configure)
        where TOptions : IProviderSettings<TOptions>
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var registered = Find(name);
        Services.AddSingleton(new SettingsCheck(name, services => new ProviderActivator(name, services, registered).Options(configure)));
        return this;
    }

    /// <summary>Has the settings of all providers checked when the host starts, those that code sets included. Without a host,
    /// <c>services.GetRequiredService&lt;IStartupValidator&gt;().Validate()</c> checks them.</summary>
    /// <remarks>Everything that is missing or malformed, of all providers, is in one <see cref="ProviderConfigurationException"/>. No
    /// provider is made and no back end is called. It does not matter whether a provider is added before or after this call; called
    /// again, it changes nothing.</remarks>
    public ComputeBuilder ValidateOnStart()
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<CheckedSettings>, SettingsChecks>());
        Services.AddOptions<CheckedSettings>().ValidateOnStart();
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
                $"The provider '{name}' was added before{of}. Add each provider once, and further ones under a name of their own, such as '{provider.ProviderName}-2'.");
        }

        ComputeHttpClients.Add(Services, name);
        Services.AddSingleton(provider);
        Services.AddKeyedSingleton(name, (services, _) => factory(new ProviderActivator(name, services, provider)));
        Services.AddKeyedSingleton<ISandboxProvider>(name, static (services, key) => services.GetRequiredKeyedService<ISandboxProvider<TSandbox>>(key));
        AddTyped<TSandbox>(provider);
        Services.TryAddSingleton(static services => ProviderSelection.Default(services));
        Services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"compute-{name}",
            services => new ProviderHealthCheck(services.GetRequiredKeyedService<ISandboxProvider>(name)),
            failureStatus: null,
            tags: ["compute"]));
        return this;
    }

    /// <summary>The plain typed service is the provider without a name of its own, and otherwise the first instance.</summary>
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
    /// <summary>Begins the registration of providers.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Sets framework-wide defaults, such as <c>defaults => defaults with { CommandTimeout = … }</c>. It gets what
    /// earlier calls set, so that several parts of an application can each set their own.</param>
    /// <exception cref="ArgumentOutOfRangeException">A default is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The function returned null.</exception>
    public static ComputeBuilder AddCompute(this IServiceCollection services, Func<ComputeDefaults, ComputeDefaults>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            var before = services.LastOrDefault(static service => service.ServiceType == typeof(ComputeDefaults) && !service.IsKeyedService);
            var defaults = configure(before?.ImplementationInstance as ComputeDefaults ?? ComputeDefaults.None)
                ?? throw new InvalidOperationException("The function that sets the defaults of AddCompute returned null.");
            services.Replace(ServiceDescriptor.Singleton(defaults.Checked()));
        }

        return new ComputeBuilder(services);
    }
}
