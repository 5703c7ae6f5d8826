namespace Compute.Framework.Generators.Models;

/// <summary>What is wrong with a class that has <c>[ComplianceTests]</c>, as data: an analyzer reports it.</summary>
/// <param name="Id">The rule, such as <c>CFW3001</c>.</param>
/// <param name="Member">The member that it is about; the class's own name when it is about the class.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
internal sealed record ComplianceProblem(string Id, string Member, string Message)
{
    public const string ClassShape = "CFW3001";
    public const string NotAProvider = "CFW3002";
    public const string NeedsCreateProvider = "CFW3003";
    public const string CreateProviderShape = "CFW3004";
    public const string SettingsShape = "CFW3005";
    public const string NoXunit = "CFW3006";
    public const string NotPublic = "CFW3007";
}

/// <summary>The outcome of reading a class: a model to write tests from, unless a problem forbids it.</summary>
internal sealed record ComplianceParse(ComplianceClassModel? Model, EquatableArray<ComplianceProblem> Problems);
