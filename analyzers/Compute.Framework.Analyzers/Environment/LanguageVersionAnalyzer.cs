using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW9001: the project's language is the one that the generated code is written in.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LanguageVersionAnalyzer() : FrameworkAnalyzer(s_rule)
{
    /// <summary>The lowest version in which what the generator writes compiles.</summary>
    internal const LanguageVersion Needed = LanguageVersion.CSharp12;

    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.LanguageVersion,
        title: "The project's language version is too low for the generated code",
        messageFormat: "The compiler's part of '{0}' is written in C# {1}, and the project is set to C# {2}: raise LangVersion, or " +
            "remove it to get the version of the target framework",
        category: Rule.Environment,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.LanguageVersion));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context)
    {
        if (context.Compilation is not CSharpCompilation { LanguageVersion: < Needed and var version })
        {
            return;
        }

        context.RegisterSymbolAction(
            found =>
            {
                if (Attribute(found.Symbol) is { } attribute)
                {
                    found.ReportDiagnostic(At(
                        Authored.LocationOf(attribute, found.Symbol, found.CancellationToken),
                        found.Symbol.Name,
                        Needed.ToDisplayString(),
                        version.ToDisplayString()));
                }
            },
            SymbolKind.NamedType);
    }

    private static AttributeData? Attribute(ISymbol type) =>
        Symbols.Attribute(type, "Provider")
        ?? Symbols.Attribute(type, "ProviderSettings")
        ?? ComplianceTypes.Attribute(type, ComplianceTypes.Testing, "ComplianceTestsAttribute");
}
