namespace Compute.Framework.Analyzers.Tests;

public sealed class NeedsCreateProviderTests : RuleTests
{
    public override string Id => "CFW3003";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class [|PlainCompliance|]; public interface INames;").Replace("HttpClient http)", "HttpClient http, INames names)", StringComparison.Ordinal).Replace("create/{options.Region}", "create/{options.Region}{names}", StringComparison.Ordinal),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance;"),
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance { private static ISandboxProvider CreateProvider() => throw new NotSupportedException(); } public interface INames;").Replace("HttpClient http)", "HttpClient http, INames names)", StringComparison.Ordinal).Replace("create/{options.Region}", "create/{options.Region}{names}", StringComparison.Ordinal),
    ];
}
