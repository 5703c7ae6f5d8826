using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests;

/// <summary>Compiles texts as an author's project would: against the framework, with implicit usings and nullable marks.</summary>
internal static class AuthorCompilation
{
    private static readonly string[] s_usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] s_tools = ["Compute.Framework.Generators", "Compute.Framework.Analyzers", "Compute.Framework.CodeFixes"];

    public static CSharpParseOptions ParseOptions { get; } = CSharpParseOptions.Default
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithDocumentationMode(DocumentationMode.Diagnose);

    /// <summary>Everything that the tests themselves reference, without the tools that an author does not see.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !s_tools.Any(tool => Path.GetFileName(path).StartsWith(tool, StringComparison.Ordinal)))
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpCompilation Create(IEnumerable<string> sources, string assembly = "Author") => CSharpCompilation.Create(
        assembly,
        sources.Select((source, index) => Parse(source, $"Source{index}.cs")).Prepend(Parse(string.Concat(s_usings.Select(name => $"global using global::{name};\n")), "Usings.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true,
            warningLevel: 9999,
            specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)]));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);
}
