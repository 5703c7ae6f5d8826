namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Networks() =>
    [
        Case("networks/create-and-list", NetworkStoreCases.CreateAndList,
            Cell(SandboxOperation.CreateNetwork, "Name"), Cell(SandboxOperation.CreateNetwork, "Labels"),
            Does(SandboxOperation.CreateNetwork), Does(SandboxOperation.ListNetworks)),
        Case("networks/delete", NetworkStoreCases.Delete, Does(SandboxOperation.DeleteNetwork)),
        Case("networks/internal", NetworkStoreCases.Internal, Cell(SandboxOperation.CreateNetwork, "IsInternal")),
        Case("networks/shared", NetworkStoreCases.Shared),
        Case("networks/unknown", NetworkStoreCases.Unknown),
    ];
}
