using System.Composition;
using Compute.Framework.Analyzers;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Removes a parameter that nothing reads and the operation can do without, from the calls too, so that the framework can refuse
/// or emulate the option.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveParameterFix)), Shared]
public sealed class RemoveParameterFix() : AuthorCodeFix(
    ProblemIds.UnknownParameter, ProblemIds.SeveralOwnOptions, ProblemIds.RepeatedOption, RuleIds.ParameterNeverRead)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Parameter(cancellationToken) is not var (syntax, parameter)
            || parameter.ContainingSymbol is not IMethodSymbol method
            || syntax is not { Parent: ParameterListSyntax { Parent: MethodDeclarationSyntax declaration } }
            || (place.Diagnostic.Id != ProblemIds.RepeatedOption && AuthorOperations.Needs(method, parameter))
            || IsMentioned(declaration, parameter.Name))
        {
            yield break;
        }

        var calls = CallSites.Of(method, place, cancellationToken);
        if (calls.All(call => Argument(call.ArgumentList, parameter) is not null)
            && !CallSites.IsUsedOtherwise(method, place, cancellationToken))
        {
            yield return Fix.Replace(
                place,
                $"Remove the parameter '{parameter.Name}'",
                "remove parameter",
                [syntax, .. calls.Select(call => Argument(call.ArgumentList, parameter)!)],
                _ => null);
        }
    }

    /// <summary>The argument for the parameter, where the positions are plain to see.</summary>
    private static ArgumentSyntax? Argument(ArgumentListSyntax arguments, IParameterSymbol parameter) =>
        arguments.Arguments.Count > parameter.Ordinal && arguments.Arguments.All(argument => argument.NameColon is null)
            ? arguments.Arguments[parameter.Ordinal]
            : arguments.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name);

    private static bool IsMentioned(MethodDeclarationSyntax method, string name) =>
        ((SyntaxNode?)method.Body ?? method.ExpressionBody)?.DescendantNodes().OfType<IdentifierNameSyntax>().Any(
            identifier => identifier.Identifier.ValueText == name) == true;
}
