namespace Compute.Framework.Analyzers.Tests;

public sealed class CreateProviderShapeTests : RuleTests
{
    public override string Id => "CFW3004";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance { private static object [|CreateProvider|]() => new(); }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance { private static async Task<ISandboxProvider> CreateProvider() { await Task.Yield(); throw new NotSupportedException(); } }"),
        Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance { private static object MakeProvider() => new(); }"),
    ];
}
