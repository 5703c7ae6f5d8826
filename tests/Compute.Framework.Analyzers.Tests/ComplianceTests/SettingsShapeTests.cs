namespace Compute.Framework.Analyzers.Tests;

public sealed class SettingsShapeTests : RuleTests
{
    public override string Id => "CFW3005";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance { public ComplianceSettings [|Settings|] => new(); }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance { private static ComplianceSettings Settings => new(); }"),
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance { public string Other => \"\"; }"),
    ];
}
