namespace Compute.Framework.Analyzers.Tests;

public sealed class MissingOperationTests : RuleTests
{
    public override string Id => "CFW1001";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("class PlainProvider", "class [|PlainProvider|]", "[DestroySandbox]", ""),
        Author.With("class PlainProvider", "class [|PlainProvider|]", "[RunCommand]", ""),
        Author.With("class PlainProvider", "class [|PlainProvider|]", "[GetSandbox]", ""),
        Author.With("class PlainProvider", "class [|[|PlainProvider|]|]", "[GetSandbox]", "", "[DestroySandbox]", ""),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Minimal.Source,
        Author.With("[ListSandboxes]", ""),
    ];
}
