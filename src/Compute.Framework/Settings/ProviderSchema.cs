namespace Compute.Framework.Runtime;

/// <summary>Reads the schema of a settings type.</summary>
public static class ProviderSchema
{
    /// <summary>Returns the schema of a settings type.</summary>
    /// <typeparam name="TOptions">The settings' type.</typeparam>
    public static ProviderSettingsSchema Of<TOptions>()
        where TOptions : IProviderSettings<TOptions> => TOptions.Schema;
}
