namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Snapshots() =>
    [
        Case("snapshots/branch", BranchCases.Branch, Does(SandboxOperation.Branch)),
        Case("snapshots/branches-apart", BranchCases.BranchesApart),
        Case("snapshots/branch-source-runs-on", BranchCases.BranchSourceRunsOn),
        Case("snapshots/branch-labels-and-ownership", BranchCases.BranchLabelsAndOwnership),
        Case("snapshots/branch-count", BranchCases.BranchCount),
        Case("snapshots/restore", SnapshotCases.Restore, Create("SnapshotId"), Does(SandboxOperation.CreateSnapshot)),
        Case("snapshots/source-changes-stay-out", SnapshotCases.SourceChangesStayOut),
        Case("snapshots/restored-changes-stay-in", SnapshotCases.RestoredChangesStayIn),
        Case("snapshots/list-and-delete", SnapshotCases.ListAndDelete,
            Does(SandboxOperation.ListSnapshots), Does(SandboxOperation.DeleteSnapshot)),
        Case("snapshots/delete-while-in-use", SnapshotCases.DeleteWhileInUse),
        Case("snapshots/outlives-source", SnapshotCases.OutlivesSource),
        Case("snapshots/chain", SnapshotCases.Chain),
        Case("snapshots/unknown", SnapshotCases.Unknown),
    ];
}
