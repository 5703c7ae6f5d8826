namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Framework() =>
    [
        Case("framework/errors-carry-context", ErrorCases.ErrorsCarryContext),
        Case("framework/file-errors-carry-context", ErrorCases.FileErrorsCarryContext),
        Case("framework/refusals-carry-context", ErrorCases.RefusalsCarryContext),
        Case("framework/availability", ErrorCases.Availability, Does(SandboxOperation.CheckAvailability)),
        Case("framework/secrets-hidden", ErrorCases.SecretsHidden),
        Case("framework/environment-not-in-arguments", ErrorCases.EnvironmentNotInArguments),
        Case("framework/refuses-create-options", RefusalCases.RefusesCreateOptions),
        Case("framework/refuses-command-options", RefusalCases.RefusesCommandOptions),
        Case("framework/refuses-operations", RefusalCases.RefusesOperations),
        Case("framework/refuses-further-options", RefusalCases.RefusesFurtherOptions),
        Case("framework/capabilities-agree", RefusalCases.CapabilitiesAgree),
        Case("framework/own-options", RefusalCases.OwnOptions),
    ];
}
