namespace Compute.Framework.Analyzers.Tests;

public sealed class NoDefaultConstructorTests : RuleTests
{
    public override string Id => "CFW2002";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("record PlainOptions", "record [|PlainOptions|](int Port)"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.With("record PlainOptions", "record PlainOptions()"),
    ];
}
