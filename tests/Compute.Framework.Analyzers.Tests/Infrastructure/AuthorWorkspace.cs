using System.Collections.Immutable;
using Compute.Framework.Generators;
using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>An author's project as an editor has it: with the generators, and with documents that can be changed.</summary>
internal sealed class AuthorWorkspace : IDisposable
{
    private static readonly MefHostServices s_host = MefHostServices.Create(MefHostServices.DefaultAssemblies);

    private readonly AdhocWorkspace _workspace = new(s_host);

    public AuthorWorkspace(params string[] sources)
    {
        var compilation = AuthorCompilation.Create(sources);
        var id = ProjectId.CreateNewId();
        var project = ProjectInfo
            .Create(id, VersionStamp.Default, "Author", "Author", LanguageNames.CSharp, compilationOptions: compilation.Options, parseOptions: AuthorCompilation.ParseOptions)
            .WithMetadataReferences(AuthorCompilation.References)
            .WithAnalyzerReferences([new Generators()]);
        var solution = _workspace.CurrentSolution.AddProject(project);
        foreach (var tree in compilation.SyntaxTrees)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id, tree.FilePath), tree.FilePath, tree.GetText(), filePath: tree.FilePath);
        }

        Solution = solution;
    }

    public Solution Solution { get; }

    public Project Project => Solution.Projects.Single();

    /// <summary>The documents with the author's sources, in their order.</summary>
    public static IReadOnlyList<Document> Sources(Solution solution) =>
        [.. solution.Projects.Single().Documents.Where(document => document.Name.StartsWith("Source", StringComparison.Ordinal)).OrderBy(document => document.Name, StringComparer.Ordinal)];

    public void Dispose() => _workspace.Dispose();

    private sealed class Generators : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators =
            [new ProviderGenerator().AsSourceGenerator(), new ComplianceTestsGenerator().AsSourceGenerator(), new ProviderRegistryGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(Generators);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        // The workspace finds what a generator wrote by its object.
        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;
    }
}
