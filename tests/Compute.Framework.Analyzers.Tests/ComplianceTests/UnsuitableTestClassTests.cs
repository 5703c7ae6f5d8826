namespace Compute.Framework.Analyzers.Tests;

public sealed class UnsuitableTestClassTests : RuleTests
{
    public override string Id => "CFW3001";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public class [|PlainCompliance|];"),
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public abstract partial class [|PlainCompliance|];"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance;"),
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public sealed partial class PlainCompliance;"),
    ];
}
