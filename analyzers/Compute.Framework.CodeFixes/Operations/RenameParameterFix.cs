using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Rename;

namespace Compute.Framework.CodeFixes;

/// <summary>Renames a parameter, with all its uses, to the option that was probably meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameParameterFix)), Shared]
public sealed class RenameParameterFix() : AuthorCodeFix(ProblemIds.UnknownParameter)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place is { Proposal: { } name }
            && place.Parameter(cancellationToken) is var (_, parameter)
            && parameter.Name != name
            && !((IMethodSymbol)parameter.ContainingSymbol).Parameters.Any(other => other.Name == name))
        {
            yield return new Fix(
                $"Rename '{parameter.Name}' to '{name}'",
                "rename parameter",
                token => Renamer.RenameSymbolAsync(place.Solution, parameter, new SymbolRenameOptions(), name, token));
        }
    }
}
