using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Compute.Framework.Runtime;

/// <summary>Validates the settings of a registered provider without creating the provider.</summary>
/// <param name="Name">The name under which the provider is registered.</param>
/// <param name="Check">Throws <see cref="ProviderConfigurationException"/> if a value is missing or malformed.</param>
internal sealed record SettingsCheck(string Name, Action<IServiceProvider> Check);

/// <summary>The options that the host resolves when it starts; creating them validates the settings of all providers.</summary>
internal sealed class CheckedSettings;

/// <summary>Validates the settings of all providers, and reports all problems in one exception.</summary>
/// <param name="services">The services.</param>
internal sealed class SettingsChecks(IServiceProvider services) : IConfigureOptions<CheckedSettings>
{
    /// <exception cref="ProviderConfigurationException">Settings of one or several providers are missing or malformed.</exception>
    public void Configure(CheckedSettings options)
    {
        var errors = new Collection<ProviderConfigurationException>();
        foreach (var settings in services.GetServices<SettingsCheck>())
        {
            try
            {
                settings.Check(services);
            }
            catch (ProviderConfigurationException error)
            {
                errors.Add(error);
            }
        }

        if (errors.Count == 1)
        {
            throw errors[0];
        }

        if (errors.Count > 1)
        {
            throw new ProviderConfigurationException(
                $"{errors.Count} providers are not set up:{Environment.NewLine}"
                    + string.Join(Environment.NewLine, errors.Select(static error => error.Message)),
                new AggregateException(errors));
        }
    }
}
