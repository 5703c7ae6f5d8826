namespace Compute.Framework.Analyzers.Tests;

public sealed class UnsuitableOptionsTests : RuleTests
{
    public override string Id => "CFW0012";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("sealed partial record PlainOptions", "sealed partial class [|PlainOptions|]", "PlainOptions options,", "PlainOptions [|options|],"),
        Author.With("sealed partial record PlainOptions", "abstract partial record [|PlainOptions|]", "PlainOptions options,", "PlainOptions [|options|],"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.With("sealed partial record", "partial record"),
    ];
}
