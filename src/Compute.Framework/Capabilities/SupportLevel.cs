namespace Compute.Framework;

/// <summary>How far a provider supports an operation or an option. A greater value is more.</summary>
public enum SupportLevel
{
    /// <summary>Not at all: using it is a typed error.</summary>
    Unsupported,

    /// <summary>The framework does it with what the provider has; the description says how and how far it reaches.</summary>
    Emulated,

    /// <summary>The provider itself does it.</summary>
    Native,
}
