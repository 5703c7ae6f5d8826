using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes a type partial: a provider, its settings, its test class, or what contains them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix() : AuthorCodeFix(
    ProblemIds.NotPartial, ProblemIds.ContainerNotPartial, ProblemIds.UnsuitableOptions, ComplianceProblemIds.UnsuitableClass)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (AuthorTypes.At(place, cancellationToken) is { } type && !TypeParser.IsPartial(type))
        {
            var declarations = place.Solution.Declarations<TypeDeclarationSyntax>(type, cancellationToken);
            if (declarations.Count > 0)
            {
                yield return Fix.Replace(
                    place,
                    $"Make '{type.Name}' partial",
                    "partial",
                    declarations,
                    node => ((TypeDeclarationSyntax)node).With(SyntaxKind.PartialKeyword));
            }
        }
    }
}
