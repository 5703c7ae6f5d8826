using Compute.Framework.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Compute.Framework;

/// <summary>A provider that was added to the services. <c>GetServices&lt;RegisteredProvider&gt;()</c> returns all of them.</summary>
/// <param name="Name">The name under which it was added, which is its service key: the provider's name, or that of the instance.</param>
/// <param name="Settings">The provider's settings.</param>
public sealed record RegisteredProvider(string Name, ProviderSettingsSchema Settings)
{
    /// <summary>The provider's name, which differs from <see cref="Name"/> if the provider was added
    /// under the name of an instance.</summary>
    public string ProviderName { get; init => field = value ?? Name; } = Name;

    internal bool IsInstance => ProviderName != Name;

    /// <summary>Returns whether every required setting is set in the configuration or the environment
    /// (settings in code are not considered).</summary>
    /// <param name="configuration">The configuration, or null.</param>
    public bool IsConfigured(IConfiguration? configuration)
    {
        var reader = new SettingsReader(
            Settings, configuration?.GetSection(ProviderActivator.SectionOf(Name)), Environment.GetEnvironmentVariable);
        return Settings.Settings.Index().All(option => !option.Item.IsRequired || reader.TryGetString(option.Index, out _));
    }
}

/// <summary>Chooses the provider that the unkeyed <see cref="ISandboxProvider"/> represents.</summary>
internal static class ProviderSelection
{
    /// <summary>The first provider that has required settings, all of which are set; otherwise the first that
    /// requires none; otherwise the first.</summary>
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
