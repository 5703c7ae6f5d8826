namespace Compute.Framework.Analyzers.Tests;

public sealed class RepeatedOptionTests : RuleTests
{
    public override string Id => "CFW1018";

    public override IReadOnlyList<string> Wrong =>
    [
        UnsuitableRecordTests.Taking("sealed record Make(string? Image);").Replace("string? snapshotId,", "string? snapshotId, string? [|image|],", StringComparison.Ordinal).Replace("extra?.Zone", "extra?.Zone + image", StringComparison.Ordinal),
        Author.With("string? image, string? snapshotId", "string? snapshotId, Make make", " image, snap", " make.Image + make.SnapshotId, snap") + "\nsealed record Make(string? Image, string? [|SnapshotId|]);\n",
        Author.With("string? image, string? snapshotId", "string? snapshotId, Make make", " image, snap", " make.SnapshotId, snap") + "\nsealed record Make { public string? [|SnapshotId|] { get; init; } }\n",
        UnsuitableRecordTests.Taking("sealed record Make(string? Image); sealed record Second(string? [|Image|]);").Replace("Make make", "Make make, Second second", StringComparison.Ordinal).Replace("extra?.Zone", "extra?.Zone + second.Image", StringComparison.Ordinal),
    ];

    public override IReadOnlyList<string> Right =>
    [
        UnsuitableRecordTests.Taking("sealed record Make(string? Image);"),
        UnsuitableRecordTests.Taking("sealed record Make(string? Image); sealed record Second(string? User);").Replace("Make make", "Make make, Second second", StringComparison.Ordinal).Replace("extra?.Zone", "extra?.Zone + second.User", StringComparison.Ordinal),
    ];
}
