using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Refit;

/// <summary>The provider of this folder, which is compiled into this project, as text.</summary>
internal static class RefitSources
{
    public static string Provider { get; } = Repository.Read("Refit", "RefittedProvider.cs");

    /// <summary>A project that references Refit, with what the platform's generators write for its JSON.</summary>
    public static CSharpCompilation Compile(params string[] sources)
    {
        var compilation = GeneratorRun.Compile(sources);
        return compilation.AddSyntaxTrees(PlatformGenerators.Run(compilation));
    }

    /// <summary>A text with one piece replaced by another.</summary>
    public static string With(this string source, string piece, string replacement)
    {
        Assert.Contains(piece, source, StringComparison.Ordinal);
        return source.Replace(piece, replacement, StringComparison.Ordinal);
    }
}
