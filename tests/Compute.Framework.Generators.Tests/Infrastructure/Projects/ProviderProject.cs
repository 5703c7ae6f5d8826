using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Generators.Tests;

/// <summary>A provider of the repository as its author has it: in one file or several, beside others that it works with.</summary>
internal sealed class ProviderProject
{
    private readonly string _folder;
    private readonly Lazy<(IReadOnlyList<SyntaxTree> Sources, IReadOnlyList<SyntaxTree> Surroundings)> _trees;

    private ProviderProject(string name, IEnumerable<string> files)
    {
        Name = name;
        Files = [.. files];
        _folder = Files.Count == 1 ? Path.GetDirectoryName(Files[0])! : Path.Combine(Repository.Root, name);
        _trees = new(Read);
    }

    /// <summary>The valid providers of the tests, in one file each.</summary>
    public static IReadOnlyList<ProviderProject> Small { get; } =
    [
        .. In("tests/Compute.Framework.Analyzers.Tests/Valid").Concat(In("tests/Compute.Framework.Generators.Tests/TestProviders"))
            .Append(Path.Combine(Repository.Root, "samples/MinimalProvider/MinimalProvider.cs"))
            .Select(file => new ProviderProject(Path.GetFileName(file), [file])),
    ];

    /// <summary>The providers that are shipped, and those of the samples and templates.</summary>
    public static IReadOnlyList<ProviderProject> Large { get; } =
    [
        Of("src/Compute.Providers.Local", linked: "src/Shared"),
        Of("src/Compute.Providers.Docker"),
        Of("src/Compute.Framework.Testing/InMemory"),
        Of("samples/HttpProvider", without: ["Program.cs", "Server"]),
        Of("templates/Compute.Templates/compute-provider/http/src"),
        Of("templates/Compute.Templates/compute-provider/cli/src"),
        Of("templates/Compute.Templates/compute-provider/process/src"),
    ];

    public string Name { get; }

    public IReadOnlyList<string> Files { get; }

    /// <summary>The files in which the framework's attributes are.</summary>
    public IReadOnlyList<SyntaxTree> Sources => _trees.Value.Sources;

    /// <summary>What others see of the other files, and of what the platform's generators add.</summary>
    public IReadOnlyList<SyntaxTree> Surroundings => _trees.Value.Surroundings;

    public override string ToString() => Name;

    /// <param name="folder">The project's folder.</param>
    /// <param name="without">What below it belongs to another program.</param>
    /// <param name="linked">A folder of sources that the project compiles too.</param>
    private static ProviderProject Of(string folder, string[]? without = null, string? linked = null) => new(
        folder,
        In(folder)
            .Where(file => without?.Any(part => Path.GetRelativePath(Path.Combine(Repository.Root, folder), file).StartsWith(part, StringComparison.Ordinal)) != true)
            .Concat(linked is null ? [] : In(linked)));

    /// <summary>The sources of a folder, without what builds have left there.</summary>
    private static IEnumerable<string> In(string folder)
    {
        var root = Path.Combine(Repository.Root, folder);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal);
    }

    private static bool HasAttributes(SyntaxTree tree, SemanticModel model) => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<AttributeSyntax>()
        .Any(attribute => model.GetTypeInfo(attribute, TestContext.Current.CancellationToken).Type?.ContainingNamespace.ToDisplayString() == "Compute.Framework.Authoring");

    /// <summary>The namespaces that the project file names, which no file repeats.</summary>
    private IEnumerable<string> Usings()
    {
        var names = Directory.EnumerateFiles(_folder, "*.csproj").SelectMany(file => XDocument.Load(file).Descendants("Using")).Select(name => $"global using {name.Attribute("Include")!.Value};\n").ToList();
        return names.Count == 0 ? [] : [string.Concat(names)];
    }

    private (IReadOnlyList<SyntaxTree> Sources, IReadOnlyList<SyntaxTree> Surroundings) Read()
    {
        var trees = Files.Select(file => AuthorCompilation.Parse(File.ReadAllText(file), Path.GetRelativePath(_folder, file)))
            .Concat(Usings().Select(text => AuthorCompilation.Parse(text, "Usings.g.cs")))
            .ToList();
        if (Files.Count == 1)
        {
            return (trees, []);
        }

        var compilation = AuthorCompilation.Create([]).AddSyntaxTrees(trees);
        var sources = trees.Where(tree => HasAttributes(tree, compilation.GetSemanticModel(tree))).ToList();
        return (sources, [.. trees.Except(sources).Concat(PlatformGenerators.Run(compilation)).Select(WithoutBodies.Of)]);
    }
}
