namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Health() =>
    [
        Case("health/not-configured", HealthCases.NotConfigured),
        Case("health/checked", HealthCases.Checked),
        Case("health/destroyed", HealthCases.Destroyed),
    ];
}
