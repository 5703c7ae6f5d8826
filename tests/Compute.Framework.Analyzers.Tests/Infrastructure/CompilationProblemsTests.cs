using Compute.Framework.Generators.Tests;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Forty analyzers ask, and each type is parsed once.</summary>
public sealed class CompilationProblemsTests
{
    [Fact]
    public void Types_are_parsed_once()
    {
        var compilation = AuthorCompilation.Create([Author.With("[DestroySandbox]", "")]);
        var type = compilation.GetTypeByMetadataName("Plain.PlainProvider")!;

        var first = CompilationProblems.Of(compilation)!.Find(type);
        var second = CompilationProblems.Of(compilation)!.Find(type);

        Assert.Same(Assert.Single(first), Assert.Single(second));
    }

    [Fact]
    public void Project_without_the_framework_has_no_problems()
    {
        var compilation = AuthorCompilation.Create(["class C;"]);

        Assert.Null(CompilationProblems.Of(compilation.WithReferences(compilation.References.Where(reference => reference.Display?.Contains("Compute.", StringComparison.Ordinal) != true))));
    }
}
