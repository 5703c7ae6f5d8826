namespace Compute.Framework.Analyzers.Tests;

public sealed class ContainerNotPartialTests : RuleTests
{
    public override string Id => "CFW0003";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("[Provider(\"plain\")]", "public static class [|Outer|]\n{\n[Provider(\"plain\")]", "public class Vm", "}\n\npublic class Vm"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("[Provider(\"plain\")]", "public static partial class Outer\n{\n[Provider(\"plain\")]", "public class Vm", "}\n\npublic class Vm"),
        Author.WithType("public static class Outer { public class Inner { } }"),
    ];
}
