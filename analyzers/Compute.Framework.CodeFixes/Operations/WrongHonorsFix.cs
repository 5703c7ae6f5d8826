using System.Composition;
using Compute.Framework.Analyzers;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Removes an <c>[Honors]</c> that has nothing to say, and corrects or removes names of options that there are not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WrongHonorsFix)), Shared]
public sealed class WrongHonorsFix() : AuthorCodeFix(ProblemIds.WrongHonors, RuleIds.HonorsWithoutOperation, RuleIds.HonoredOptionNeverRead)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Method(cancellationToken) is not var (_, method)
            || Symbols.Attribute(method, "Honors")?.ApplicationSyntaxReference?.GetSyntax(cancellationToken)
                is not AttributeSyntax attribute)
        {
            yield break;
        }

        var removal = Fix.Replace(place, "Remove [Honors]", "remove honors", TypeEdits.ToRemove(attribute), _ => null);
        if (place.Diagnostic.Id == RuleIds.HonorsWithoutOperation)
        {
            yield return removal;
        }

        if (WholeOptions.Of(method, place.Compilation) is not { } options)
        {
            yield break;
        }

        var arguments = attribute.ArgumentList?.Arguments ?? default;
        if (place.Diagnostic.Id == RuleIds.HonoredOptionNeverRead)
        {
            if (arguments.Count > 1 && place.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } unread)
            {
                yield return Fix.Replace(place, "Remove the option that is never read", "remove honored", unread, _ => null);
            }

            yield break;
        }

        if (!options.TakesWhole && !options.TakesResources)
        {
            yield return removal;
            yield break;
        }

        if (place.Proposal is { } lacking)
        {
            var option = options.Option(lacking);
            yield return Fix.Replace(
                place,
                $"Add '{option.Property}' to [Honors]",
                "add honored",
                attribute,
                node => WithOption((AttributeSyntax)node, option.Text, place.Compilation));
            yield break;
        }

        var wrong = arguments
            .Select(
                argument => (
                    Argument: argument, Name: place.Model.GetConstantValue(argument.Expression, cancellationToken).Value as string))
            .Where(found => found.Name is not null && !options.IsUnderstood(found.Name))
            .ToDictionary(found => (SyntaxNode)found.Argument, found => options.Closest(found.Name!));
        if (wrong.Count > 0 && (wrong.Count < arguments.Count || wrong.Values.Any(option => option is not null)))
        {
            yield return new Fix(Title(wrong.Values), "correct honors", _ => Task.FromResult(place.Solution.Replace(
                wrong.Keys,
                (original, node) => wrong[original] is { } option ? ((AttributeArgumentSyntax)node).WithExpression(Written.Expression(
                    option.Text, place.Compilation)) : null)));
        }
    }

    private static AttributeSyntax WithOption(AttributeSyntax attribute, string option, Compilation compilation)
    {
        var list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        return attribute.WithArgumentList(list.WithArguments(list.Arguments.Insert(
            0, SyntaxFactory.AttributeArgument(Written.Expression(option, compilation)))));
    }

    private static string Title(IEnumerable<(string Property, string Text)?> options)
    {
        var names = options.Where(option => option is not null).Select(option => $"'{option!.Value.Property}'").ToList();
        return names.Count == 0 ? "Remove what is no option" : $"Change to {string.Join(", ", names)}";
    }
}
