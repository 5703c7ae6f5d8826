namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Health() =>
    [
        Case("health/not-configured", HealthCases.NotConfigured),
        Case("health/checked", HealthCases.Checked, Does(SandboxOperation.CheckHealth)),
        Case("health/destroyed", HealthCases.Destroyed),
    ];
}
