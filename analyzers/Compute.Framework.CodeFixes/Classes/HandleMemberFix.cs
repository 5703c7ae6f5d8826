using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes a handle's attributed member readable for the provider, or takes off the attribute that its type does not fit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandleMemberFix)), Shared]
public sealed class HandleMemberFix() : AuthorCodeFix(ProblemIds.HandleId, ProblemIds.HandleMember)
{
    private static readonly string[] s_optional = ["CreatedAt", "Status", "Labels", "ExpiresAt"];

    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Node is TypeDeclarationSyntax || Member(place, cancellationToken) is not { } member)
        {
            yield break;
        }

        if (place.Node is MemberDeclarationSyntax declaration
            && member.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
        {
            yield return Fix.Replace(
                place,
                $"Make '{member.Name}' internal",
                "readable",
                declaration,
                node => ((MemberDeclarationSyntax)node).WithAccessibility(SyntaxKind.InternalKeyword));
        }

        foreach (var name in s_optional)
        {
            if (Symbols.Attribute(member, name)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax attribute)
            {
                yield return Fix.Replace(place, $"Remove [{name}]", "remove handle attribute", TypeEdits.ToRemove(attribute), _ => null);
            }
        }
    }

    /// <summary>The member at the place; of a record's parameter the property.</summary>
    private static ISymbol? Member(FixPlace place, CancellationToken cancellationToken)
    {
        var symbol = place.Model.GetDeclaredSymbol(place.Node, cancellationToken);
        return symbol is IParameterSymbol parameter ? parameter.ContainingType.GetMembers(parameter.Name).FirstOrDefault() : symbol;
    }
}
