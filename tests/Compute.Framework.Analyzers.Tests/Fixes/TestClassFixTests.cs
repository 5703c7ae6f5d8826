namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class TestClassFixTests
{
    [Fact]
    public Task Method_that_makes_the_provider_is_added() => VerifyFix.OneAsync(
        "CFW3003",
        WithService("[ComplianceTests(typeof(PlainProvider))]\npublic partial class PlainCompliance;"),
        WithService("[ComplianceTests(typeof(PlainProvider))]\npublic partial class PlainCompliance\n{\n    private static ISandboxProvider CreateProvider() => throw new NotImplementedException();\n}"));

    [Theory]
    [InlineData("private ISandboxProvider CreateProvider() => throw new NotSupportedException();", "private static ISandboxProvider CreateProvider() => throw new NotSupportedException();")]
    [InlineData("private static object CreateProvider() => PlainProvider.Create(new PlainOptions());", "private static ISandboxProvider CreateProvider() => PlainProvider.Create(new PlainOptions());")]
    public Task Method_that_makes_the_provider_gets_its_form(string wrong, string right) => VerifyFix.OneAsync("CFW3004", Tested(wrong), Tested(right));

    [Fact]
    public Task Settings_become_static() => VerifyFix.OneAsync("CFW3005", Tested("public ComplianceSettings Settings => new();"), Tested("public static ComplianceSettings Settings => new();"));

    [Fact]
    public Task Other_settings_are_renamed() => VerifyFix.OneAsync("CFW3005", Tested("public static string Settings => nameof(Settings);"), Tested("public static string OwnSettings => nameof(OwnSettings);"));

    private static string Tested(string member) => Author.WithTests($"[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance {{ {member} }}");

    private static string WithService(string testClass) => Author.WithTests($"{testClass}\npublic interface INames;")
        .Replace("HttpClient http)", "HttpClient http, INames names)", StringComparison.Ordinal)
        .Replace("create/{options.Region}", "create/{options.Region}{names}", StringComparison.Ordinal);
}
