using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Generators.Tests;

/// <summary>What the platform's generators write for a project: contexts of JSON, expressions, imports of native functions, log messages.</summary>
internal static class PlatformGenerators
{
    private static readonly Lazy<ISourceGenerator[]> s_generators = new(() =>
    [
        .. typeof(PlatformGenerators).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == nameof(PlatformGenerators)).Value!.Split('|')
            .SelectMany(path => new AnalyzerFileReference(path, new Loader()).GetGenerators(LanguageNames.CSharp)),
    ]);

    /// <summary>The files that they add.</summary>
    public static IEnumerable<SyntaxTree> Run(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create(s_generators.Value, parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        return output.SyntaxTrees.Except(compilation.SyntaxTrees);
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
