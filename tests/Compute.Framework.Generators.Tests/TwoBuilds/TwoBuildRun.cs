using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests;

/// <summary>A provider that was compiled against today's framework, loaded with a framework that has grown since, and with a caller that was
/// compiled against the grown one.</summary>
internal sealed class TwoBuildRun : IDisposable
{
    private const string Framework = "Compute.Framework.dll";

    private readonly GrownContext _context;
    private readonly Assembly _caller;

    private TwoBuildRun(byte[] framework, byte[] provider, byte[] caller)
    {
        _context = new GrownContext(framework);
        _context.LoadFromStream(new MemoryStream(provider));
        _caller = _context.LoadFromStream(new MemoryStream(caller));
    }

    /// <param name="provider">The author's sources.</param>
    /// <param name="grow">Changes a file of the framework, by its path and text.</param>
    /// <param name="caller">The sources that know the grown framework.</param>
    public static TwoBuildRun Of(string[] provider, Func<string, string, string> grow, string[] caller)
    {
        var older = Emit(GeneratorRun.Of(GeneratorRun.Compile(provider, "OldProvider")).AssertClean().Output);
        var framework = Emit(GrownFramework(grow));
        var references = WithoutFramework.Append(MetadataReference.CreateFromImage(framework)).Append(MetadataReference.CreateFromImage(older));
        return new(framework, older, Emit(GeneratorRun.Compile(caller, "NewCaller").WithReferences(references)));
    }

    /// <summary>A static method of the caller.</summary>
    public TDelegate Method<TDelegate>(string type, string method)
        where TDelegate : Delegate => _caller.GetType(type)!.GetMethod(method)!.CreateDelegate<TDelegate>();

    public void Dispose() => _context.Unload();

    /// <summary>Replaces a piece of text that must be there.</summary>
    public static string Replace(string text, string piece, string replacement)
    {
        Assert.Contains(piece, text, StringComparison.Ordinal);
        return text.Replace(piece, replacement, StringComparison.Ordinal);
    }

    private static IEnumerable<MetadataReference> WithoutFramework =>
        GeneratorRun.References.Where(reference => Path.GetFileName(reference.Display) != Framework);

    /// <summary>The framework's own sources, as a later version would have them.</summary>
    private static CSharpCompilation GrownFramework(Func<string, string, string> grow)
    {
        var folder = Path.Combine(Repository.Root, "src", "Compute.Framework");
        var sources = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!relative.StartsWith("obj/", StringComparison.Ordinal) && !relative.StartsWith("bin/", StringComparison.Ordinal))
            {
                sources.Add(grow(relative, File.ReadAllText(path)));
            }
        }

        // What the framework and the Local provider share is compiled into both.
        sources.AddRange(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Shared"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText));
        var compilation = GeneratorRun.Compile(sources, "Compute.Framework");
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));
        return AddLogMethods(compilation.WithReferences(WithoutFramework));
    }

    /// <summary>Gives bodies to the log methods, which a generator of the platform writes; nobody logs here.</summary>
    private static CSharpCompilation AddLogMethods(CSharpCompilation compilation)
    {
        var partials = compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>())
            .Where(method => method.Body is null && method.ExpressionBody is null && method.Modifiers.Any(SyntaxKind.PartialKeyword));
        foreach (var method in partials.ToList())
        {
            var type = (Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax)method.Parent!;
            var space = compilation.GetSemanticModel(method.SyntaxTree).GetDeclaredSymbol(type)!.ContainingNamespace.ToDisplayString();
            var usings = string.Concat(method.SyntaxTree.GetCompilationUnitRoot().Usings);
            var text = $"{usings} namespace {space}; {type.Modifiers} class {type.Identifier} {{ {method.WithAttributeLists(default).WithSemicolonToken(default)} => throw new System.NotSupportedException(); }}";
            compilation = compilation.AddSyntaxTrees(GeneratorRun.Parse(text, "Partial.cs"));
        }

        return compilation;
    }

    private static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(10)));
        return image.ToArray();
    }

    private sealed class GrownContext(byte[] framework) : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == "Compute.Framework" ? LoadFromStream(new MemoryStream(framework)) : null;
    }
}
