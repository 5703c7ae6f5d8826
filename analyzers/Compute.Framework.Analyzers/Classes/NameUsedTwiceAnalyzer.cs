using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW0013: a provider's name stands for one provider.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NameUsedTwiceAnalyzer() : FrameworkAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.NameUsedTwice,
        title: "A provider's name must not be used twice in a project",
        messageFormat: "The name '{0}' of the provider '{1}' is that of '{2}' too, so that settings and services of the two cannot be " +
            "told apart: choose another name",
        category: Rule.Classes,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.NameUsedTwice));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context)
    {
        var names = new Lazy<Dictionary<string, List<INamedTypeSymbol>>>(() => NamesIn(context.Compilation.Assembly.GlobalNamespace));
        context.RegisterSymbolAction(
            found =>
            {
                if (NameOf((INamedTypeSymbol)found.Symbol) is { } name && Other(names.Value[name], found.Symbol) is { } other)
                {
                    var attribute = Symbols.Attribute(found.Symbol, "Provider")!;
                    found.ReportDiagnostic(At(
                        Authored.LocationOf(attribute, found.Symbol, found.CancellationToken), name, found.Symbol.Name, other.Name));
                }
            },
            SymbolKind.NamedType);
    }

    private static string? NameOf(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && Symbols.Text(Symbols.Attribute(type, "Provider")) is { Length: > 0 } name ? name : null;

    private static INamedTypeSymbol? Other(List<INamedTypeSymbol> types, ISymbol type)
    {
        foreach (var other in types)
        {
            if (!SymbolEqualityComparer.Default.Equals(other, type))
            {
                return other;
            }
        }

        return null;
    }

    private static Dictionary<string, List<INamedTypeSymbol>> NamesIn(INamespaceSymbol root)
    {
        var names = new Dictionary<string, List<INamedTypeSymbol>>(StringComparer.Ordinal);
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(root);
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol container)
                {
                    open.Push(container);
                }

                if (member is INamedTypeSymbol type && NameOf(type) is { } name)
                {
                    if (!names.TryGetValue(name, out var types))
                    {
                        names.Add(name, types = []);
                    }

                    types.Add(type);
                }
            }
        }

        return names;
    }
}
