using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests;

/// <summary>A provider compiled against the framework of today, run with one whose creation options have grown by one.</summary>
public sealed class AllowListTests
{
    /// <summary>Compiled against the grown framework; asks the old provider for the new option.</summary>
    private const string Caller = """
        using Compute.Framework; using Compute.Framework.Authoring;
        public static class Caller
        {
            public static async Task<string> AskAsync(ISandboxProvider provider, bool useNewOption)
            {
                try
                {
                    await using var sandbox = await provider.CreateAsync(useNewOption ? new CreateSandboxOptions { Priority = "high" } : new CreateSandboxOptions { Image = "i" });
                    return "created " + sandbox.Id;
                }
                catch (UnsupportedOptionException refused)
                {
                    return "refused " + refused.Option;
                }
            }

            public static Task<string> CreatePlain(bool useNewOption) => AskAsync(Plain.PlainProvider.Create(new Plain.PlainOptions()), useNewOption);
        }
        """;

    [Fact]
    public async Task Option_that_the_framework_grew_later_is_refused_by_an_older_provider()
    {
        var provider = Emit(GeneratorRun.Of(GeneratorRun.Compile([PlainProvider.Source], "OldProvider")).AssertClean().Output);
        var framework = Emit(GrownFramework());
        var references = GeneratorRun.References
            .Where(reference => Path.GetFileName(reference.Display) != "Compute.Framework.dll")
            .Append(MetadataReference.CreateFromImage(framework))
            .Append(MetadataReference.CreateFromImage(provider));
        var caller = Emit(GeneratorRun.Compile([Caller], "NewCaller").WithReferences(references));

        var context = new GrownContext(framework);
        try
        {
            context.LoadFromStream(new MemoryStream(provider));
            var ask = context.LoadFromStream(new MemoryStream(caller)).GetType("Caller")!.GetMethod("CreatePlain")!.CreateDelegate<Func<bool, Task<string>>>();

            Assert.Equal("created 1", await ask(false));
            Assert.Equal("refused Priority", await ask(true));
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The framework's own sources with one more option, as a later version would add it.</summary>
    private static CSharpCompilation GrownFramework()
    {
        var folder = Path.Combine(Repository.Root, "src", "Compute.Framework");
        var sources = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!relative.StartsWith("obj/", StringComparison.Ordinal) && !relative.StartsWith("bin/", StringComparison.Ordinal))
            {
                sources.Add(Grow(relative, File.ReadAllText(path)));
            }
        }

        // What the framework and the Local provider share is compiled into both.
        sources.AddRange(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Shared"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText));
        var compilation = GeneratorRun.Compile(sources, "Compute.Framework");
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));
        compilation = compilation.WithReferences(GeneratorRun.References.Where(reference => Path.GetFileName(reference.Display) != "Compute.Framework.dll"));
        return AddLogMethods(compilation);
    }

    private static string Grow(string file, string text) => file switch
    {
        "Sandboxes/CreateSandboxOptions.cs" => Replace(text, "public string? Image { get; init; }", "public string? Image { get; init; } public string? Priority { get; init; }"),
        "Runtime/CreateOptionSet.cs" => Replace(text, "ProviderOptions = 1L << 18,", "ProviderOptions = 1L << 18, Priority = 1L << 40,"),
        "Runtime/CreateGuard.cs" => Replace(
            Replace(text, "(CreateOptionSet.Image, nameof(CreateSandboxOptions.Image)),", "(CreateOptionSet.Image, nameof(CreateSandboxOptions.Image)), (CreateOptionSet.Priority, nameof(CreateSandboxOptions.Priority)),"),
            "return When(options.Image is not null, CreateOptionSet.Image)",
            "return When(options.Priority is not null, CreateOptionSet.Priority) | When(options.Image is not null, CreateOptionSet.Image)"),
        _ => text,
    };

    private static string Replace(string text, string piece, string replacement)
    {
        Assert.Contains(piece, text, StringComparison.Ordinal);
        return text.Replace(piece, replacement, StringComparison.Ordinal);
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
