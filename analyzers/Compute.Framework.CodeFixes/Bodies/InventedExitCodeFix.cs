using System.Composition;
using Compute.Framework.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Throws where an exit code would be made up.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InventedExitCodeFix)), Shared]
public sealed class InventedExitCodeFix() : AuthorCodeFix(RuleIds.InventedExitCode)
{
    private const string Thrown = "throw new SandboxUnavailableException(\"The back end reported no exit code.\")";

    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (Replacement(place) is var (old, replacement))
        {
            yield return Fix.Replace(place, "Throw SandboxUnavailableException", "no exit code", old, _ => replacement.WithTriviaFrom(old));
        }
    }

    private static (SyntaxNode Old, SyntaxNode New)? Replacement(FixPlace place)
    {
        var code = place.Node is ArgumentSyntax argument ? argument.Expression : place.Node as ExpressionSyntax;
        while (code is ParenthesizedExpressionSyntax inner)
        {
            code = inner.Expression;
        }

        switch (code)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                return (coalesce.Right, Written.Expression(Thrown, place.Compilation));
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetValueOrDefault",
                Expression: var value } } call:
                return (call, Written.Expression($"{Written.Placeholder} ?? {Thrown}", place.Compilation, value));
            case ConditionalExpressionSyntax choice when IsConstant(choice.WhenFalse, place):
                return (choice.WhenFalse, Written.Expression(Thrown, place.Compilation));
            case ConditionalExpressionSyntax choice when IsConstant(choice.WhenTrue, place):
                return (choice.WhenTrue, Written.Expression(Thrown, place.Compilation));
            default:
                return null;
        }
    }

    private static bool IsConstant(ExpressionSyntax expression, FixPlace place) => place.Model.GetConstantValue(expression).HasValue;
}
