using Compute.Framework.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Compute.Framework;

/// <summary>A provider that was added to the services. Ask for all of them with <c>GetServices&lt;RegisteredProvider&gt;()</c>.</summary>
/// <param name="Name">The name that it was added under, which is its service key: the provider's own, or that of the instance.</param>
/// <param name="Settings">The provider's settings.</param>
public sealed record RegisteredProvider(string Name, ProviderSettingsSchema Settings)
{
    /// <summary>The provider's own name, which is another one than <see cref="Name"/> where it was added under the name of an instance.</summary>
    public string ProviderName { get; init => field = value ?? Name; } = Name;

    internal bool IsInstance => ProviderName != Name;

    /// <summary>Whether every required setting is given in the configuration or the environment (settings made in code are not seen).</summary>
    /// <param name="configuration">The configuration, or null.</param>
    public bool IsConfigured(IConfiguration? configuration)
    {
        var reader = new SettingsReader(Settings, configuration?.GetSection(ProviderActivator.SectionOf(Name)), Environment.GetEnvironmentVariable);
        return Settings.Settings.Index().All(option => !option.Item.IsRequired || reader.TryGetString(option.Index, out _));
    }
}

/// <summary>Chooses the provider that plain <see cref="ISandboxProvider"/> stands for.</summary>
internal static class ProviderSelection
{
    /// <summary>The first one that has required settings and has them all; else the first one that needs none; else the first.</summary>
    public static ISandboxProvider Default(IServiceProvider services)
    {
        var all = services.GetServices<RegisteredProvider>().ToList();
        var configuration = services.GetService<IConfiguration>();
        var chosen = all.Count == 1
            ? all[0]
            : all.Find(provider => NeedsSettings(provider) && provider.IsConfigured(configuration))
                ?? all.Find(provider => !NeedsSettings(provider))
                ?? all[0];
        return services.GetRequiredKeyedService<ISandboxProvider>(chosen.Name);
    }

    private static bool NeedsSettings(RegisteredProvider provider) => provider.Settings.Settings.Any(option => option.IsRequired);
}
