using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Adds the parameter that an operation's method must take: the handle first, others before the token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddParameterFix)), Shared]
public sealed class AddParameterFix() : AuthorCodeFix(ProblemIds.MissingParameter)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        // A call elsewhere could not know what to pass.
        if (place is { Proposal: { } proposal, Node: MethodDeclarationSyntax method }
            && place.Method(cancellationToken) is var (_, symbol)
            && CallSites.Of(symbol, place, cancellationToken).Count == 0
            && !CallSites.IsUsedOtherwise(symbol, place, cancellationToken))
        {
            yield return Fix.Replace(place, $"Add the parameter '{proposal}'", "add parameter " + proposal, method.ParameterList, node => Add(place, (ParameterListSyntax)node, symbol, proposal));
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
}
