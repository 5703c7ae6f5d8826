namespace Compute.Framework.Authoring;

/// <summary>Makes a partial class a provider: the compiler writes the rest.</summary>
/// <param name="name">The provider's name: lower case letters, digits and hyphens.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProviderAttribute(string name) : Attribute
{
    /// <summary>The provider's name.</summary>
    public string Name { get; } = name;

    /// <summary>The name to show to people; <see cref="Name"/> when null.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> of the records that an interface with Refit's
    /// attributes sends and receives, when the constructor takes one; not needed when its calls exchange text and streams alone.</summary>
    public Type? JsonContext { get; set; }
}
