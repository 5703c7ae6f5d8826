namespace Compute.Framework.Analyzers.Tests;

public sealed class NotPartialTests : RuleTests
{
    public override string Id => "CFW0001";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("public sealed partial class PlainProvider(", "public sealed class [|PlainProvider|]("),
        Author.With("public sealed partial record PlainOptions", "public sealed record [|PlainOptions|]", "PlainOptions options,", "PlainOptions {|CFW0012:options|},"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.WithType("public sealed class Other { }"),
        Author.With("sealed partial class", "partial class"),
    ];
}
