using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Names one of the project's JSON contexts in <c>[Provider]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JsonContextFix)), Shared]
public sealed class JsonContextFix() : AuthorCodeFix(ProblemIds.JsonContext)
{
    private const string Argument = "JsonContext";

    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Type(cancellationToken) is not { } provider
            || Symbols.Attribute(provider, "Provider")?.ApplicationSyntaxReference?.GetSyntax(cancellationToken)
                is not AttributeSyntax { ArgumentList: { } arguments } attribute)
        {
            yield break;
        }

        foreach (var context in Contexts(place.Compilation.Assembly.GlobalNamespace, place.Compilation))
        {
            var name = context.ToMinimalDisplayString(place.Model, attribute.SpanStart);
            var named = SyntaxFactory.AttributeArgument(
                SyntaxFactory.NameEquals(Argument), null, SyntaxFactory.ParseExpression($"typeof({name})")).NormalizeWhitespace();
            var kept = arguments.Arguments.Where(argument => argument.NameEquals is not { Name.Identifier.ValueText: Argument }).ToList();
            var commas = kept.Select(_ => SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
            var changed = arguments.WithArguments(SyntaxFactory.SeparatedList(kept.Append(named), commas));
            yield return Fix.Replace(
                place, $"Name '{name}'", "name JSON context", attribute, node => ((AttributeSyntax)node).WithArgumentList(changed));
        }
    }

    private static IEnumerable<INamedTypeSymbol> Contexts(INamespaceOrTypeSymbol place, Compilation compilation)
    {
        foreach (var member in place.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type && RefitParser.IsUsableContext(type, compilation))
            {
                yield return type;
            }

            foreach (var inner in Contexts(member, compilation))
            {
                yield return inner;
            }
        }
    }
}
