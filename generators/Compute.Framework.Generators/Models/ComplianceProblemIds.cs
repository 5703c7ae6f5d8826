namespace Compute.Framework.Generators.Models;

/// <summary>The rules that the parser of compliance tests checks.</summary>
internal static class ComplianceProblemIds
{
    public const string UnsuitableClass = "CFW3001";
    public const string NotAProvider = "CFW3002";
    public const string NeedsCreateProvider = "CFW3003";
    public const string CreateProviderShape = "CFW3004";
    public const string SettingsShape = "CFW3005";
    public const string NoXunit = "CFW3006";
    public const string NotPublic = "CFW3007";
}
