using System.Composition;
using Compute.Framework.Analyzers;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Passes data to a shell as arguments instead of putting it into the script; where no shell is needed, none is run.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ShellInterpolationFix)), Shared]
public sealed class ShellInterpolationFix() : AuthorCodeFix(RuleIds.ShellInterpolation)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (ScriptAround(place.Node) is not { } script || ScriptPart.Of(script, place.Model) is not { } parts)
        {
            yield break;
        }

        var data = parts.Where(part => part.Data is not null).Select(part => part.Data!.WithoutTrivia()).ToList();
        if (script.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } first
            && IsShell(call, place, cancellationToken))
        {
            if (list.Arguments.Count == 1 && ShellQuoting.AsArguments(parts) is { } arguments)
            {
                yield return Fix.Replace(
                    place,
                    "Run the command without a shell",
                    "no shell",
                    call,
                    node => Create((InvocationExpressionSyntax)node, arguments));
            }

            if (list.Arguments[0] == first && ShellQuoting.WithParameters(parts, list.Arguments.Count) is { } text)
            {
                yield return Fix.Replace(place, "Pass data as arguments of the script", "script arguments", list, node =>
                    ((ArgumentListSyntax)node).ReplaceNode(
                        ((ArgumentListSyntax)node).Arguments[0].Expression,
                        Literal(text).WithTriviaFrom(script)).AddArguments([.. data.Select(SyntaxFactory.Argument)]).Tidy());
            }
        }
        else if (Elements(script) is var (container, at, count) && at >= 0)
        {
            // Behind the script stand the shell's own name and what it has been given already.
            var given = Math.Max(0, count - at - 2);
            if (ShellQuoting.WithParameters(parts, given + 1) is { } text)
            {
                var added = count - at == 1 ? data.Prepend(Literal("sh")) : data;
                yield return Fix.Replace(
                    place,
                    "Pass data as arguments of the script",
                    "script arguments",
                    container,
                    node => WithElements(node, at, Literal(text).WithTriviaFrom(script), added));
            }
        }
    }

    private static ExpressionSyntax? ScriptAround(SyntaxNode node)
    {
        ExpressionSyntax? script = null;
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }:
                    script = (ExpressionSyntax)ancestor;
                    break;
                case ArgumentSyntax or ExpressionElementSyntax or InitializerExpressionSyntax or StatementSyntax when script is not null:
                    return script;
                case StatementSyntax:
                    return null;
            }
        }

        return script;
    }

    private static bool IsShell(InvocationExpressionSyntax call, FixPlace place, CancellationToken cancellationToken) =>
        place.Model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { Name: "Shell", ContainingType: { } type }
            && Symbols.Is(type, Symbols.Contract, "Command")
        && call.ArgumentList.Arguments.All(argument => argument.NameColon is null);

    private static InvocationExpressionSyntax Create(
        InvocationExpressionSyntax call, IReadOnlyList<(string? Text, ExpressionSyntax? Data)> arguments)
    {
        var create = call.Expression is MemberAccessExpressionSyntax access
            ? access.WithName(SyntaxFactory.IdentifierName("Create"))
            : call.Expression;
        return call
            .WithExpression(create)
            .WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments.Select(
                argument => SyntaxFactory.Argument(argument.Data?.WithoutTrivia() ?? Literal(argument.Text!))))))
            .Tidy();
    }

    /// <summary>The list that a script is an element of, its place there, and the number of elements.</summary>
    private static (SyntaxNode Container, int At, int Count)? Elements(ExpressionSyntax script) => script.Parent switch
    {
        ExpressionElementSyntax { Parent: CollectionExpressionSyntax list } element when list.Elements.All(
            found => found is ExpressionElementSyntax) => (list, list.Elements.IndexOf(element), list.Elements.Count),
        InitializerExpressionSyntax list => (list, list.Expressions.IndexOf(script), list.Expressions.Count),
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument
            when call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" } =>
            (list, list.Arguments.IndexOf(argument), list.Arguments.Count),
        _ => null,
    };

    private static SyntaxNode WithElements(SyntaxNode container, int at, ExpressionSyntax script, IEnumerable<ExpressionSyntax> added) =>
        container switch
    {
        CollectionExpressionSyntax list =>
            list.WithElements(
                list.Elements.Replace(
                    list.Elements[at],
                    SyntaxFactory.ExpressionElement(script)).AddRange(added.Select(SyntaxFactory.ExpressionElement))).Tidy(),
        InitializerExpressionSyntax list =>
            list.WithExpressions(list.Expressions.Replace(list.Expressions[at], script).AddRange(added)).Tidy(),
        ArgumentListSyntax list =>
            list.WithArguments(
                list.Arguments.Replace(
                    list.Arguments[at], SyntaxFactory.Argument(script)).AddRange(added.Select(SyntaxFactory.Argument))).Tidy(),
        _ => container,
    };

    private static LiteralExpressionSyntax Literal(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
