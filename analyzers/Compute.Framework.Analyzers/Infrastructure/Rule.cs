namespace Compute.Framework.Analyzers;

/// <summary>What the descriptors of all rules have in common.</summary>
internal static class Rule
{
    public const string Classes = "Compute.Classes";
    public const string Operations = "Compute.Operations";
    public const string Settings = "Compute.Settings";
    public const string ComplianceTests = "Compute.ComplianceTests";
    public const string Bodies = "Compute.Bodies";
    public const string Environment = "Compute.Environment";

    /// <summary>The message of rules whose problems say everything themselves.</summary>
    public const string WholeMessage = "{0}";

    /// <summary>The address of a rule's page.</summary>
    public static string Help(string id) => $"https://github.com/compute-framework/compute-framework/blob/main/docs/rules/{id}.md";
}
