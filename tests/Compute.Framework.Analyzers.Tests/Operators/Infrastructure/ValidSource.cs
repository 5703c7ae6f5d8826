using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A source of the repository whose providers and settings are right, to be spoilt by operators.</summary>
internal sealed class ValidSource
{
    private static readonly Lazy<IReadOnlyList<ValidSource>> s_all = new(() => [.. Files().Select(file => new ValidSource(Path.GetFileName(file), File.ReadAllText(file)))]);

    /// <summary>Shared by all, so that the references are bound once.</summary>
    private static readonly CSharpCompilation s_empty = AuthorCompilation.Create([]);

    private readonly Lazy<Task<AnalyzerRun>> _run;
    private readonly GeneratorDriver _driver;

    private ValidSource(string name, string text)
    {
        Name = name;
        Tree = AuthorCompilation.Parse(text, name);
        Compilation = s_empty.AddSyntaxTrees(Tree);
        Root = (CompilationUnitSyntax)Tree.GetRoot(TestContext.Current.CancellationToken);
        Model = Compilation.GetSemanticModel(Tree);
        _driver = AnalyzerRun.CreateDriver(Compilation).RunGenerators(Compilation, TestContext.Current.CancellationToken);
        _run = new(() => AnalyzerRun.OfAsync(Compilation, _driver));
        Types = [.. Root.DescendantNodes().OfType<TypeDeclarationSyntax>()];
        Providers = [.. Types.Where(type => OperationMethod.Find(Model, type, "ProviderAttribute") is not null)];
        Settings = [.. Types.Where(type => OperationMethod.Find(Model, type, "ProviderOptionsAttribute") is not null)];
        Operations = [.. Types.SelectMany(type => type.Members).OfType<MethodDeclarationSyntax>().Select(method => OperationMethod.Of(this, method)).OfType<OperationMethod>()];
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ValidSource> All => s_all.Value;

    public string Name { get; }

    public SyntaxTree Tree { get; }

    public CompilationUnitSyntax Root { get; }

    public CSharpCompilation Compilation { get; }

    public SemanticModel Model { get; }

    public IReadOnlyList<TypeDeclarationSyntax> Types { get; }

    /// <summary>The parts of providers that carry the attribute.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Providers { get; }

    /// <summary>The records with settings.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Settings { get; }

    /// <summary>The methods of operations.</summary>
    public IReadOnlyList<OperationMethod> Operations { get; }

    /// <summary>Whether a type is written in several parts.</summary>
    public bool HasOtherParts(TypeDeclarationSyntax type) => Model.GetDeclaredSymbol(type)!.DeclaringSyntaxReferences.Length > 1;

    /// <summary>What is said before anything is spoilt: nothing, but for what the test providers' empty bodies are about.</summary>
    public Task<AnalyzerRun> RunAsync() => _run.Value;

    /// <summary>What is said of a changed text.</summary>
    public Task<AnalyzerRun> RunAsync(IEnumerable<TextChange> changes)
    {
        var tree = Tree.WithChangedText(Tree.GetText(TestContext.Current.CancellationToken).WithChanges(changes));
        return AnalyzerRun.OfAsync(Compilation.ReplaceSyntaxTree(Tree, tree), _driver);
    }

    private static IEnumerable<string> Files() =>
    [
        .. Sorted("tests", "Compute.Framework.Analyzers.Tests", "Valid"),
        .. Sorted("tests", "Compute.Framework.Generators.Tests", "TestProviders"),
        Path.Combine(Repository.Root, "samples", "MinimalProvider", "MinimalProvider.cs"),
    ];

    private static IEnumerable<string> Sorted(params string[] folder) => Directory.EnumerateFiles(Path.Combine([Repository.Root, .. folder]), "*.cs").Order(StringComparer.Ordinal);
}
