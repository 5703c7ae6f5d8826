namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class MakePartialFixTests
{
    [Fact]
    public Task Provider() => VerifyFix.OneAsync("CFW0001", Author.With("public sealed partial class PlainProvider(", "public sealed class PlainProvider("), Author.Source);

    [Fact]
    public Task Settings() => VerifyFix.OneAsync("CFW0001", Author.With("public sealed partial record PlainOptions", "public sealed record PlainOptions"), Author.Source);

    [Fact]
    public Task Settings_where_they_are_used() => VerifyFix.OneAsync("CFW0012", Author.With("public sealed partial record PlainOptions", "public sealed record PlainOptions"), Author.Source);

    [Fact]
    public Task Type_without_modifiers_keeps_its_comment() => VerifyFix.OneAsync(
        "CFW0001",
        Author.With("public sealed partial class PlainProvider(", "// Ours.\nclass PlainProvider("),
        Author.With("public sealed partial class PlainProvider(", "// Ours.\npartial class PlainProvider("));

    [Fact]
    public Task All_at_once() => VerifyFix.AllAsync(
        "CFW0001",
        Author.With("public sealed partial class PlainProvider(", "public sealed class PlainProvider(", "public sealed partial record PlainOptions", "public sealed record PlainOptions"),
        Author.Source);

    [Fact]
    public Task Containers_that_several_types_share() => VerifyFix.AllAsync(
        "CFW0003",
        Contained("public static class Outer"),
        Contained("public static partial class Outer"));

    [Fact]
    public Task Test_class() => VerifyFix.OneAsync(
        "CFW3001",
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public class PlainCompliance;"),
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance;"));

    private static string Contained(string outer) =>
        Author.With("[Provider(\"plain\")]", $"{outer}\n{{\n[Provider(\"plain\")]", "public class Vm", "[ProviderSettings] public sealed partial record Second;\n}\n\npublic class Vm");
}
