namespace Compute.Framework.Analyzers.Tests;

public sealed class TestsNotPublicTests : RuleTests
{
    public override string Id => "CFW3007";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] internal partial class [|PlainCompliance|];"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance;"),
        Author.WithTests("public partial class Outer { [ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance; }"),
    ];
}
