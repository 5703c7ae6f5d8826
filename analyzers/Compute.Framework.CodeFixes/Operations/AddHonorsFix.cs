using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Names in <c>[Honors]</c> the options that the body reads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddHonorsFix)), Shared]
public sealed class AddHonorsFix() : AuthorCodeFix(ProblemIds.MissingHonors)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Method(cancellationToken) is not var (method, symbol) || WholeOptions.Of(symbol, place.Compilation) is not { } options)
        {
            yield break;
        }

        var names = options.ReadIn(method, place.Model, cancellationToken);
        if (names.Count > 0)
        {
            yield return Fix.Replace(
                place,
                $"Add [Honors] with {string.Join(", ", names.Select(name => name.Property))}",
                "add honors",
                method,
                node => WithAttribute(
                    (MethodDeclarationSyntax)node, names.Select(name => name.Text), options.Operation, place.Compilation));
        }
    }

    private static MethodDeclarationSyntax WithAttribute(
        MethodDeclarationSyntax method, IEnumerable<string> names, string operation, Compilation compilation)
    {
        var attribute = Written.Attribute($"Honors({string.Join(", ", names)})", compilation);
        var list = method.AttributeLists.First(list => list.Attributes.Any(found => found.Name.ToString().Contains(operation)));
        return method.ReplaceNode(list, list.AddAttributes(attribute));
    }
}
