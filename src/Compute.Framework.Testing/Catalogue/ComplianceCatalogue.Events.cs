namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Events() =>
    [
        Case("events/created-and-destroyed", EventCases.CreatedAndDestroyed, Does(SandboxOperation.ReadEvents)),
        Case("events/since", EventCases.Since, Cell(SandboxOperation.ReadEvents, "Since")),
        Case("events/cancel", EventCases.Cancel),
        Case("events/paused-and-resumed", EventCases.PausedAndResumed),
    ];
}
