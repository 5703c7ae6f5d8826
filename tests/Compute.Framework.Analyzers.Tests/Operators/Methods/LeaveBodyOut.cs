using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A method is declared and not written.</summary>
internal sealed class LeaveBodyOut : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method) =>
        Body(method) is { } body
            ? new(
                method.Source,
                $"{method.Name}",
                method.Syntax,
                [new TextChange(body.Span, method.Syntax.Body is null ? "=> throw new global::System.NotImplementedException()" : "{ throw new global::System.NotImplementedException(); }")])
            {
                // An iterator without a yield is an error of the compiler's.
                Rules = method.Syntax.DescendantNodes().OfType<YieldStatementSyntax>().Any() ? [RuleIds.NotImplemented, "CS"] : [RuleIds.NotImplemented],
            }
            : null;

    private static SyntaxNode? Body(OperationMethod method) => (SyntaxNode?)method.Syntax.Body ?? method.Syntax.ExpressionBody;
}
