namespace Compute.Framework.Runtime;

/// <summary>The names of a provider's instances: they have the same format as those of providers, because
/// they are used in the same places.</summary>
internal static class InstanceNames
{
    public const int MaxLength = 63;

    /// <exception cref="ArgumentException">The name is invalid.</exception>
    public static void Check(string instanceName)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceName);
        var isName = instanceName.Length <= MaxLength
            && char.IsAsciiLetterOrDigit(instanceName[0])
            && char.IsAsciiLetterOrDigit(instanceName[^1])
            && instanceName.All(static character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
        if (!isName)
        {
            throw new ArgumentException(
                $"'{instanceName}' is no name for a provider's instance: lower case letters, digits and hyphens, at most {MaxLength}, " +
                "such as 'docker-eu'.",
                nameof(instanceName));
        }
    }
}
