namespace Compute.Framework.Runtime;

/// <summary>Collects all problems of a provider's settings.</summary>
/// <param name="schema">The settings.</param>
/// <param name="section">The path of the provider's section of the configuration, or null.</param>
public sealed class SettingsValidator(ProviderSettingsSchema schema, string? section = null)
{
    private readonly List<string> _problems = [];

    /// <summary>The problems, one sentence each; never the value of a secret.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Checks that a required setting has a value.</summary>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="value">Its value.</param>
    public void Required(int index, object? value)
    {
        if (value is null or "")
        {
            var option = schema.Settings[index];
            _problems.Add($"{option.Name} is missing. {SettingsText.Where(option, section)}");
        }
    }

    /// <summary>Checks the prefix of a value.</summary>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="value">Its value.</param>
    public void KeyPrefix(int index, string? value)
    {
        var option = schema.Settings[index];
        if (!string.IsNullOrEmpty(value) && !value.StartsWith(option.KeyPrefix ?? "", StringComparison.Ordinal))
        {
            _problems.Add($"{option.Name} does not begin with '{option.KeyPrefix}'. {SettingsText.Where(option, section)}");
        }
    }

    internal void Add(IEnumerable<string> problems) => _problems.AddRange(problems);

    internal void ThrowIfAny(string provider, string? instance = null)
    {
        if (_problems.Count == 0)
        {
            return;
        }

        var whom = instance is null ? $"The provider '{provider}'" : $"The instance '{instance}' of the provider '{provider}'";
        var error = new ProviderConfigurationException(
            $"{whom} is not set up:{Environment.NewLine}{string.Join(Environment.NewLine, _problems.Select(problem => "- " + problem))}");
        error.AddContext(provider, null, null);
        throw error;
    }
}
