namespace Compute.Framework.Generators.Models;

/// <summary>A class with <c>[ComplianceTests]</c>.</summary>
/// <param name="Body">What to write for it; null when a problem forbids it.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record ComplianceModel(ComplianceBody? Body, EquatableArray<Problem> Problems);

/// <summary>What the tests of one class need.</summary>
/// <param name="Type">The class.</param>
/// <param name="Title">What each test's display name begins with.</param>
/// <param name="ProviderName">The provider's name; its class where it has no manifest.</param>
/// <param name="Creation">How the provider is made.</param>
/// <param name="HasSettings">Whether the author gives settings of the suite.</param>
/// <param name="MemberNames">The names that are taken in the class, ordered.</param>
/// <param name="Uses">What the text needs to use the class, the provider and its settings.</param>
internal sealed record ComplianceBody(
    TypeModel Type,
    string Title,
    string ProviderName,
    ComplianceCreation Creation,
    bool HasSettings,
    EquatableArray<string> MemberNames,
    UseModel Uses);

/// <summary>A compliance case of the referenced library.</summary>
/// <param name="Id">The id, such as <c>commands/exit-codes</c>.</param>
/// <param name="Method">The qualified method that runs it.</param>
/// <param name="IsAlone">Whether it runs while no other test does.</param>
internal sealed record ComplianceCaseModel(string Id, string Method, bool IsAlone)
{
    /// <summary>The part of the id before the slash.</summary>
    public string Group => Id.IndexOf('/') is var slash and >= 0 ? Id.Substring(0, slash) : Id;
}

/// <summary>How a test class gets its provider.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="ProviderType">The provider's class, with <c>global::</c>.</param>
/// <param name="SettingsType">The settings to read from the environment; null when there are none.</param>
internal sealed record ComplianceCreation(ComplianceCreationKind Kind, string ProviderType, string? SettingsType = null);

/// <summary>Where a test class gets its provider from.</summary>
internal enum ComplianceCreationKind
{
    /// <summary>From the provider's own factory, with settings from the environment.</summary>
    Environment,

    /// <summary>From the author's method, which returns it.</summary>
    Method,

    /// <summary>From the author's method, which returns a task of it.</summary>
    AsyncMethod,
}
