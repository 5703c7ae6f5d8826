namespace Compute.Framework.Runtime;

/// <summary>Reads the schema of a settings type.</summary>
public static class ProviderSchema
{
    /// <summary>The schema of a settings type.</summary>
    /// <typeparam name="TOptions">The settings' type.</typeparam>
    public static ProviderOptionsSchema Of<TOptions>()
        where TOptions : IProviderOptions<TOptions> => TOptions.Schema;
}
