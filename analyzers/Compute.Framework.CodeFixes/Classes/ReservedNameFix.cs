using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Rename;

namespace Compute.Framework.CodeFixes;

/// <summary>Renames what has the name of a member that the compiler adds.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReservedNameFix)), Shared]
public sealed class ReservedNameFix() : AuthorCodeFix(ProblemIds.ReservedName)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Model.GetDeclaredSymbol(place.Node, cancellationToken) is { } symbol
            && (symbol.Name is "Sandbox" or "Create" || symbol.Name.StartsWith(ReservedNames.Prefix, StringComparison.Ordinal))
            && Free(symbol) is { } name)
        {
            yield return new Fix(
                $"Rename '{symbol.Name}' to '{name}'",
                "rename reserved",
                token => Renamer.RenameSymbolAsync(place.Solution, symbol, new SymbolRenameOptions(), name, token));
        }
    }

    private static string? Free(ISymbol symbol)
    {
        if (symbol.Name.StartsWith(ReservedNames.Prefix, StringComparison.Ordinal))
        {
            var rest = symbol.Name.Substring(ReservedNames.Prefix.Length).TrimStart('_');
            return symbol.ContainingType is { } container && rest.Length > 0 && !char.IsDigit(rest[0])
                ? AuthorTypes.FreeName(container, rest)
                : null;
        }

        if (symbol is INamedTypeSymbol type)
        {
            var name = Symbols.Has(type, "Provider") ? type.Name + "Provider" : type.Name + "Handle";
            var taken = type.ContainingType?.GetTypeMembers(name) ?? type.ContainingNamespace.GetTypeMembers(name);
            return taken.IsEmpty ? name : null;
        }

        var isAwaited = symbol is IMethodSymbol method
            && Symbols.IsNamespace(method.ReturnType.ContainingNamespace, "System.Threading.Tasks");
        return symbol.ContainingType is null
            ? null
            : AuthorTypes.FreeName(
                symbol.ContainingType, isAwaited ? symbol.Name + "Async" : $"{AuthorTypes.Stem(symbol.ContainingType)}{symbol.Name}");
    }
}
