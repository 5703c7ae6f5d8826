namespace Compute.Framework;

/// <summary>The level at which a provider supports an operation or an option. A greater value means more support.</summary>
public enum SupportLevel
{
    /// <summary>Not supported: use causes a typed error.</summary>
    Unsupported,

    /// <summary>The framework implements it with other features of the provider; the description states how, and the limits.</summary>
    Emulated,

    /// <summary>The provider itself implements it.</summary>
    Native,
}
