namespace Compute.Framework.Analyzers.Tests;

public sealed class UnsuitableClassTests : RuleTests
{
    public override string Id => "CFW0002";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("public sealed partial class PlainProvider(", "public abstract partial class [|PlainProvider|]("),
        Author.With("public sealed partial class PlainProvider(", "public sealed partial class [|PlainProvider|]<T>("),
        Author.With("public sealed partial class PlainProvider(", "public sealed partial record [|PlainProvider|]("),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("public sealed partial class PlainProvider", "public partial class PlainProvider"),
        Author.WithType("public abstract class Base { }"),
    ];
}
