using System.Collections.Concurrent;
using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Sources of the repository whose providers and settings are right, to be spoilt by operators.</summary>
internal sealed class ValidSource
{
    private static readonly Lazy<IReadOnlyList<ValidSource>> s_all = new(() => [.. ProviderProject.Small.Concat(ProviderProject.Large).Select(project => new ValidSource(project))]);

    /// <summary>Shared by all, so that the references are bound once.</summary>
    private static readonly CSharpCompilation s_empty = AuthorCompilation.Create([]);

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Lazy<Task<AnalyzerRun>> _run;
    private readonly GeneratorDriver _driver;
    private readonly IReadOnlyList<SyntaxTree> _trees;

    private ValidSource(ProviderProject project)
    {
        Name = project.Name;
        _trees = project.Sources;
        Compilation = s_empty.AddSyntaxTrees(_trees.Concat(project.Surroundings));
        _driver = AnalyzerRun.CreateDriver(Compilation).RunGenerators(Compilation, TestContext.Current.CancellationToken);
        _run = new(() => AnalyzerRun.OfAsync(Compilation, _driver));
        Types = [.. Nodes.OfType<TypeDeclarationSyntax>()];
        Providers = [.. Types.Where(type => Find(type, "ProviderAttribute") is not null)];
        Settings = [.. Types.Where(type => Find(type, "ProviderSettingsAttribute") is not null)];
        Operations = [.. Types.SelectMany(type => type.Members).OfType<MethodDeclarationSyntax>().Select(method => OperationMethod.Of(this, method)).OfType<OperationMethod>()];
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ValidSource> All => s_all.Value;

    public string Name { get; }

    /// <summary>Everything in the files that are spoilt.</summary>
    public IEnumerable<SyntaxNode> Nodes => _trees.SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes());

    public CSharpCompilation Compilation { get; }

    public IReadOnlyList<TypeDeclarationSyntax> Types { get; }

    /// <summary>The parts of providers that carry the attribute.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Providers { get; }

    /// <summary>The records with settings.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Settings { get; }

    /// <summary>The methods of operations.</summary>
    public IReadOnlyList<OperationMethod> Operations { get; }

    /// <summary>The attributes on the ids of handles.</summary>
    public IEnumerable<AttributeSyntax> Ids => Nodes.OfType<AttributeSyntax>().Where(attribute => ModelOf(attribute).GetTypeInfo(attribute).Type?.Name == "SandboxIdAttribute");

    /// <summary>The meaning of the file that a node is in.</summary>
    public SemanticModel ModelOf(SyntaxNode node) => _models.GetOrAdd(node.SyntaxTree, tree => Compilation.GetSemanticModel(tree));

    /// <summary>The framework's attribute of a name on a declaration.</summary>
    public AttributeSyntax? Find(MemberDeclarationSyntax member, string name) => Attributes(member).FirstOrDefault(found => found.Name == name).Syntax;

    /// <summary>The framework's attributes on a declaration.</summary>
    public IEnumerable<(AttributeSyntax Syntax, string Name)> Attributes(MemberDeclarationSyntax member) => member.AttributeLists
        .SelectMany(list => list.Attributes)
        .Select(attribute => (attribute, Type: ModelOf(attribute).GetSymbolInfo(attribute).Symbol?.ContainingType))
        .Where(found => found.Type?.ContainingNamespace.ToDisplayString() == "Compute.Framework.Authoring")
        .Select(found => (found.attribute, found.Type!.Name));

    /// <summary>Whether a type is written in several parts.</summary>
    public bool HasOtherParts(TypeDeclarationSyntax type) => ModelOf(type).GetDeclaredSymbol(type)!.DeclaringSyntaxReferences.Length > 1;

    /// <summary>What is said before anything is spoilt: nothing, but for what the test providers' empty bodies are about.</summary>
    public Task<AnalyzerRun> RunAsync() => _run.Value;

    /// <summary>What is said when a file has another text.</summary>
    public Task<AnalyzerRun> RunAsync(SyntaxTree file, IEnumerable<TextChange> changes)
    {
        var changed = file.WithChangedText(file.GetText(TestContext.Current.CancellationToken).WithChanges(changes));
        return AnalyzerRun.OfAsync(Compilation.ReplaceSyntaxTree(file, changed), _driver);
    }
}
