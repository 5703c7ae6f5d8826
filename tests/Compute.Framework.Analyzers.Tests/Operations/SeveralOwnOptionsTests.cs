namespace Compute.Framework.Analyzers.Tests;

public sealed class SeveralOwnOptionsTests : RuleTests
{
    public override string Id => "CFW1011";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("Extra? extra,", "Extra? extra, Extra? [|second|],", "extra?.Zone", "extra?.Zone + second?.Zone"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.With("Extra? extra, ", "", ", extra?.Zone", ", null"),
    ];
}
