using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Analyzers.Tests;

public sealed class NoXunitTests : RuleTests
{
    public override string Id => "CFW3006";

    public override IReadOnlyList<string> Wrong => [Author.WithTests("[[|ComplianceTests(typeof(PlainProvider))|]] public partial class PlainCompliance;")];

    public override IReadOnlyList<string> Right => [Author.Source, Author.WithTests("public sealed class Other { private static ComplianceSettings Settings => new(); }")];

    [Fact]
    public Task Project_with_xUnit_is_right() => Verify.DiagnosticsAsync(Author.WithTests("[ComplianceTests(typeof(PlainProvider))] public partial class PlainCompliance;"));

    /// <summary>A project that does not reference xUnit.</summary>
    internal override CSharpCompilation Compile(string source) => AuthorCompilation.Create([source])
        .WithReferences(AuthorCompilation.References.Where(reference => reference.Display?.Contains("xunit", StringComparison.OrdinalIgnoreCase) != true));
}
