namespace Compute.Framework.Analyzers.Tests;

public sealed class SnapshotNotUsableTests : RuleTests
{
    public override string Id => "CFW1012";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("Task<SnapshotInfo> SnapshotAsync", "Task<SnapshotInfo> [|SnapshotAsync|]", "string? snapshotId, ", "", ", snapshotId", ""),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.With("[CreateSnapshot]", "", "string? snapshotId, ", "", ", snapshotId", ""),
    ];
}
