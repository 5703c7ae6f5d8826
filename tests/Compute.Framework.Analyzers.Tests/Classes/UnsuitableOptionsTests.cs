namespace Compute.Framework.Analyzers.Tests;

public sealed class UnsuitableOptionsTests : RuleTests
{
    public override string Id => "CFW0012";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("sealed partial record PlainOptions", "sealed partial class [|PlainOptions|]", "PlainOptions options,", "PlainOptions [|options|],"),
        Author.With("sealed partial record PlainOptions", "abstract partial record [|PlainOptions|]", "PlainOptions options,", "PlainOptions [|options|],"),

        // The compiler refuses the attribute on anything but a class; a build shows its message, an editor both.
        Author.WithType("[{|CS0592:ProviderSettings|}] public partial record struct [|OtherOptions|](string Region);"),
        Author.WithType("[{|CS0592:ProviderSettings|}] public interface [|IOtherOptions|] { string Region { get; set; } }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.With("sealed partial record", "partial record"),
    ];
}
