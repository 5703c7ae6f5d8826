namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Networks() =>
    [
        Case("networks/create-and-list", NetworkStoreCases.CreateAndList, Cell(SandboxOperation.CreateNetwork, "Name"), Cell(SandboxOperation.CreateNetwork, "Labels")),
        Case("networks/delete", NetworkStoreCases.Delete),
        Case("networks/internal", NetworkStoreCases.Internal, Cell(SandboxOperation.CreateNetwork, "IsInternal")),
        Case("networks/shared", NetworkStoreCases.Shared),
        Case("networks/unknown", NetworkStoreCases.Unknown),
    ];
}
