namespace Compute.Framework.Analyzers.Tests;

public sealed class NotAProviderTests : RuleTests
{
    public override string Id => "CFW3002";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithTests("[[|ComplianceTests(typeof(Vm))|]] public partial class PlainCompliance;"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance;"),
        Author.WithTests("[ComplianceTests(typeof(Compute.Framework.Testing.InMemoryProvider))] public partial class PlainCompliance { private static ISandboxProvider CreateProvider() => throw new NotSupportedException(); }"),
    ];
}
