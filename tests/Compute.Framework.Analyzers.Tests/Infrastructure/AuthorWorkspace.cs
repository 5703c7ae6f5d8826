using System.Reflection;
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

    private static readonly AnalyzerFileReference s_generators = new(typeof(ProviderGenerator).Assembly.Location, new Loader());

    private readonly AdhocWorkspace _workspace = new(s_host);

    public AuthorWorkspace(params string[] sources)
    {
        var compilation = AuthorCompilation.Create(sources);
        var id = ProjectId.CreateNewId();
        var project = ProjectInfo
            .Create(id, VersionStamp.Default, "Author", "Author", LanguageNames.CSharp, compilationOptions: compilation.Options, parseOptions: AuthorCompilation.ParseOptions)
            .WithMetadataReferences(AuthorCompilation.References)
            .WithAnalyzerReferences([s_generators]);
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

    /// <summary>Gives the assembly that the tests run with.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => typeof(ProviderGenerator).Assembly;
    }
}
