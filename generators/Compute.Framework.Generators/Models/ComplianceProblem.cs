namespace Compute.Framework.Generators.Models;

/// <summary>What is wrong with a class that has <c>[ComplianceTests]</c>; an analyzer reports it.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Member">The member of the class that it is about; null for the class itself.</param>
/// <param name="Subject">What the rule's message names.</param>
internal sealed record ComplianceProblem(string Id, string? Member, string Subject)
{
    /// <summary>The class cannot be extended or run: it is not partial, or generic, static, abstract or local to a file.</summary>
    public const string ClassShape = "CFW3001";

    /// <summary>The type is no provider: it has no manifest in metadata and no <c>[Provider]</c> in source.</summary>
    public const string NotAProvider = "CFW3002";

    /// <summary>The provider cannot be made from the environment alone; the class must have <c>CreateProvider</c>.</summary>
    public const string NeedsCreateProvider = "CFW3003";

    /// <summary><c>CreateProvider</c> is not a static method that returns a provider.</summary>
    public const string CreateProviderShape = "CFW3004";

    /// <summary><c>Settings</c> is not a static property or field of type <c>ComplianceSettings</c>.</summary>
    public const string SettingsShape = "CFW3005";

    /// <summary>The project does not reference xUnit v3.</summary>
    public const string NoXunit = "CFW3006";

    /// <summary>xUnit runs public classes only.</summary>
    public const string NotPublic = "CFW3007";
}

/// <summary>The outcome of reading a class: a model to write tests from, unless a problem forbids it.</summary>
internal sealed record ComplianceParse(ComplianceClassModel? Model, EquatableArray<ComplianceProblem> Problems);
