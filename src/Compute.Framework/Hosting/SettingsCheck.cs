using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Compute.Framework.Runtime;

/// <summary>How the settings of one registered provider are checked without making the provider.</summary>
/// <param name="Name">The name that the provider is registered under.</param>
/// <param name="Check">Throws <see cref="ProviderConfigurationException"/> where a value is missing or malformed.</param>
internal sealed record SettingsCheck(string Name, Action<IServiceProvider> Check);

/// <summary>What the host asks for when it starts; making it checks the settings of all providers.</summary>
internal sealed class CheckedSettings;

/// <summary>Checks the settings of all providers, and reports everything that is wrong in one exception.</summary>
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
                $"{errors.Count} providers are not set up:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(static error => error.Message))}",
                new AggregateException(errors));
        }
    }
}
