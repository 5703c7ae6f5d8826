using System.Composition;
using Compute.Framework.Analyzers;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace Compute.Framework.CodeFixes;

/// <summary>Adds the parameter that an operation's method must take: the handle first, others before the token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddParameterFix)), Shared]
public sealed class AddParameterFix() : AuthorCodeFix(ProblemIds.MissingParameter)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (Meant(place, cancellationToken) is var (meant, name))
        {
            yield return new Fix(
                $"Rename '{meant.Name}' to '{name}'",
                "rename parameter",
                token => Renamer.RenameSymbolAsync(place.Solution, meant, new SymbolRenameOptions(), name, token));
        }

        // A call elsewhere could not know what to pass.
        if (place is { Proposal: { } proposal, Node: MethodDeclarationSyntax method }
            && place.Method(cancellationToken) is var (_, symbol)
            && CallSites.Of(symbol, place, cancellationToken).Count == 0
            && !CallSites.IsUsedOtherwise(symbol, place, cancellationToken))
        {
            yield return Fix.Replace(
                place,
                $"Add the parameter '{proposal}'",
                "add parameter " + proposal,
                method.ParameterList,
                node => Add(place, (ParameterListSyntax)node, symbol, proposal));
        }
    }

    internal static ParameterListSyntax Add(FixPlace place, ParameterListSyntax list, IMethodSymbol method, string declaration)
    {
        var at = declaration.LastIndexOf(' ');
        var name = Names.Escape(declaration.Substring(at + 1));
        while (method.Parameters.Any(parameter => Names.Escape(parameter.Name) == name))
        {
            name += "2";
        }

        var handle = HandleParser.Find(method.ContainingType, []);
        var type = declaration.Substring(0, at);
        var isHandle = type == handle?.Name;
        var token = Tokens.In(method);
        var index = isHandle ? 0 : token?.Ordinal ?? method.Parameters.Length;
        var parameter = Written.Parameter($"{(isHandle ? Names.Of(handle!) : type)} {name}", place.Compilation);
        return list.WithParameters(list.Parameters.Insert(index, parameter));
    }

    /// <summary>The only parameter of the wanted type that the operation does not know: it was probably meant.</summary>
    private static (IParameterSymbol Parameter, string Name)? Meant(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Proposal?.Split(' ') is not { Length: 2 } wanted
            || place.Method(cancellationToken) is not var (_, method)
            || Authored.Operation(method) is not { } shape)
        {
            return null;
        }

        var unknown = method.Parameters
            .Where(
                parameter => !AuthorOperations.Knows(shape, parameter, place.Compilation) && parameter.Type.ToDisplayString(
                    SymbolDisplayFormat.MinimallyQualifiedFormat) == wanted[0])
            .ToList();
        return unknown.Count == 1 && !HandleParser.IsHandle(unknown[0].Type) ? (unknown[0], wanted[1]) : null;
    }
}
