namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class ShapeFixTests
{
    [Fact]
    public Task Abstract_provider() => VerifyFix.OneAsync("CFW0002", Author.With("public sealed partial class PlainProvider(", "public abstract partial class PlainProvider("), Author.With("sealed partial class", "partial class"));

    [Fact]
    public Task Abstract_members_need_the_modifier() => VerifyFix.NoneAsync(
        "CFW0002",
        Author.With("public sealed partial class PlainProvider(", "public abstract partial class PlainProvider(", "    [GetSandbox]", "    public abstract int Size { get; }\n\n    [GetSandbox]"));

    [Fact]
    public Task Abstract_settings() => VerifyFix.OneAsync("CFW0012", Author.With("sealed partial record PlainOptions", "abstract partial record PlainOptions"), Author.With("sealed partial record PlainOptions", "partial record PlainOptions"));

    [Fact]
    public Task Abstract_test_class() => VerifyFix.OneAsync(
        "CFW3001",
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public abstract partial class PlainCompliance;"),
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance;"));

    [Fact]
    public Task Unused_type_parameters() => VerifyFix.OneAsync("CFW0002", Author.With("class PlainProvider(", "class PlainProvider<T>("), Author.Source);

    [Fact]
    public Task Used_type_parameters_stay() => VerifyFix.NoneAsync("CFW0002", Author.With("class PlainProvider(", "class PlainProvider<T>(", "    [GetSandbox]", "    public T? Value { get; set; }\n\n    [GetSandbox]"));

    [Fact]
    public Task Generic_method() => VerifyFix.OneAsync("CFW1003", Author.With("RunAsync(Vm vm", "RunAsync<T>(Vm vm"), Author.Source);

    [Fact]
    public Task Record_to_class() => VerifyFix.OneAsync("CFW0002", Author.With("sealed partial class PlainProvider", "sealed partial record PlainProvider"), Author.Source);

    [Fact]
    public Task Structure_to_class() => VerifyFix.OneAsync("CFW0002", Author.With("public sealed partial class PlainProvider", "public partial struct PlainProvider"), Author.With("sealed partial class", "partial class"));

    [Fact]
    public Task Interface_stays() => VerifyFix.NoneAsync("CFW0002", Author.WithType("[Provider(\"other\")] public interface IOther;"));

    [Fact]
    public Task Structure_to_record() => VerifyFix.OneAsync(
        "CFW0012",
        Author.WithType("[ProviderSettings] public readonly partial record struct OtherOptions { public string? Region { get; init; } }"),
        Author.WithType("[ProviderSettings] public partial record OtherOptions { public string? Region { get; init; } }"));

    [Fact]
    public Task Class_to_record() => VerifyFix.OneAsync("CFW0012", Author.With("sealed partial record PlainOptions", "sealed partial class PlainOptions"), Author.Source);

    [Theory]
    [InlineData("[Provider(\"Plain\")]", "plain")]
    [InlineData("[Provider(\"MyCloud v2\")]", "my-cloud-v2")]
    [InlineData("[Provider(\"\")]", "plain")]
    [InlineData("[Provider(null!)]", "plain")]
    public Task Provider_name(string attribute, string name) => VerifyFix.OneAsync("CFW0004", Named(attribute, "plain"), Named($"[Provider(\"{name}\")]", "plain"));

    [Fact]
    public Task Provider_without_a_name_keeps_the_rest() => VerifyFix.OneAsync("CFW0004", Named("[Provider(DisplayName = \"Plain\")]", "plain"), Named("[Provider(\"plain\", DisplayName = \"Plain\")]", "plain"));

    [Fact]
    public Task File_local_provider() => VerifyFix.OneAsync(
        "CFW0011",
        Author.With("public sealed partial class PlainProvider", "file sealed partial class PlainProvider"),
        Author.With("public sealed partial class PlainProvider", "internal sealed partial class PlainProvider"));

    [Fact]
    public Task Private_handle() => VerifyFix.OneAsync("CFW0011", WithNestedHandle("private sealed"), WithNestedHandle("internal sealed"));

    [Fact]
    public Task Internal_test_class() => VerifyFix.OneAsync(
        "CFW3007",
        Author.WithTests("internal partial class Outer { [ComplianceTests(typeof(PlainProvider))] internal partial class PlainCompliance; }"),
        Author.WithTests("public partial class Outer { [ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance; }"));

    private static string Named(string attribute, string provider) => Author.With($"[Provider(\"{provider}\")]", attribute);

    private static string WithNestedHandle(string modifiers) => Minimal.Source
        .Replace("    private readonly", $"    {modifiers} record Vm([property: SandboxId] string Id);\n\n    private readonly", StringComparison.Ordinal)
        .Replace("public sealed record Vm([property: SandboxId] string Id);", "", StringComparison.Ordinal);
}
