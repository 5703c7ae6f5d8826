using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>An application that references the assemblies that its first line names, as <c>// assembly namespace name</c>.</summary>
public sealed class ProviderNotRegisteredTests : RuleTests
{
    private const string Call = "\nusing Microsoft.Extensions.DependencyInjection;\n{0}new ServiceCollection().AddCompute().AddAllProviders(){1};";

    public override string Id => "CFW9004";

    /// <summary>Errors of the compiler in generated text count.</summary>
    public override IReadOnlyList<string> Wrong =>
    [
        "// One First cloud; Two Second cloud" + Marked,
        "// One First cloud; Two First other; Three Third third" + Twice,
    ];

    public override IReadOnlyList<string> Right =>
    [
        "// One First cloud; Two Second other" + Plain,
        "// One First cloud; Two First other twin" + Plain,
        "// One First cloud; Two Second cloud\nusing Microsoft.Extensions.DependencyInjection;\nFirst_MinimalProviderComputeBuilderExtensions.AddMinimalProvider(new ServiceCollection().AddCompute());",
    ];

    private static string Marked => Call.Replace("{0}", "[|", StringComparison.Ordinal).Replace("{1}", "|]", StringComparison.Ordinal);

    private static string Twice => Call.Replace("{0}", "[|[|", StringComparison.Ordinal).Replace("{1}", "|]|]", StringComparison.Ordinal);

    private static string Plain => Call.Replace("{0}", "", StringComparison.Ordinal).Replace("{1}", "", StringComparison.Ordinal);

    internal override CSharpCompilation Compile(string source)
    {
        var line = source.Split('\n').First(line => line.StartsWith("// ", StringComparison.Ordinal));
        var references = line[3..].Split("; ").Select(Library);
        var compilation = AuthorCompilation.Create([source]).AddReferences(references);
        return compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
    }

    private static MetadataReference Library(string description)
    {
        var words = description.Split(' ');
        var library = AuthorCompilation.Create(
            [Minimal.Source.Replace("namespace Minimal;", $"namespace {words[1]};", StringComparison.Ordinal).Replace("\"minimal\"", $"\"{words[2]}\"", StringComparison.Ordinal)], words[0]);
        AnalyzerRun.CreateDriver(library).RunGeneratorsAndUpdateCompilation(library, out var output, out _, TestContext.Current.CancellationToken);
        var reference = output.ToMetadataReference();
        return words.Length > 3 ? reference.WithAliases([words[3]]) : reference;
    }
}
