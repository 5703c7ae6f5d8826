using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace Compute.Framework.CodeFixes;

/// <summary>Renames a parameter or a member of a record, with all its uses, to the option that was probably meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameParameterFix)), Shared]
public sealed class RenameParameterFix() : AuthorCodeFix(ProblemIds.UnknownParameter)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place is { Proposal: { } name }
            && Renamed(place, cancellationToken) is { } symbol
            && symbol.Name != name
            && !IsTaken(symbol, name))
        {
            yield return new Fix(
                $"Rename '{symbol.Name}' to '{name}'",
                "rename parameter",
                token => Renamer.RenameSymbolAsync(place.Solution, symbol, new SymbolRenameOptions(), name, token));
        }
    }

    /// <summary>The parameter; of a member of a record its property, which takes the parameter of a positional one with it.</summary>
    private static ISymbol? Renamed(FixPlace place, CancellationToken cancellationToken) =>
        place.Parameter(cancellationToken) is var (_, parameter)
            ? parameter.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(
                property => IsPositional(property, parameter)) ?? (ISymbol)parameter
            : place.Node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } declaration
                ? place.Model.GetDeclaredSymbol(declaration, cancellationToken)
                : null;

    private static bool IsPositional(IPropertySymbol property, IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
        && property.Locations.Any(place => parameter.Locations.Contains(place));

    private static bool IsTaken(ISymbol symbol, string name) => symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method }
        ? method.Parameters.Any(other => other.Name == name)
        : !symbol.ContainingType.GetMembers(name).IsEmpty;
}
