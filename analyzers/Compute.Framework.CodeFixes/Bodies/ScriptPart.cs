using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>A piece of a shell script that is put together in source.</summary>
/// <param name="Text">What is written; null for data.</param>
/// <param name="Data">The text that is put in.</param>
internal readonly record struct ScriptPart(string? Text, ExpressionSyntax? Data)
{
    /// <summary>The pieces of an interpolated string or a sum of strings; null where something else than text is put in.</summary>
    public static List<ScriptPart>? Of(ExpressionSyntax script, SemanticModel model)
    {
        var parts = new List<ScriptPart>();
        return Add(script, model, parts) ? parts : null;
    }

    private static bool Add(ExpressionSyntax expression, SemanticModel model, List<ScriptPart> parts)
    {
        switch (expression)
        {
            case var _ when model.GetConstantValue(expression) is { HasValue: true, Value: string text }:
                parts.Add(new(text, null));
                return true;
            case ParenthesizedExpressionSyntax inner:
                return Add(inner.Expression, model, parts);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when model.GetTypeInfo(sum)
                .Type?.SpecialType == SpecialType.System_String:
                return Add(sum.Left, model, parts) && Add(sum.Right, model, parts);
            case InterpolatedStringExpressionSyntax { StringStartToken: var start } interpolated when !start.IsKind(
                SyntaxKind.InterpolatedMultiLineRawStringStartToken):
                return interpolated.Contents.All(content => content switch
                {
                    InterpolatedStringTextSyntax text => Add(text, parts),
                    InterpolationSyntax { AlignmentClause: null, FormatClause: null } interpolation =>
                        Add(interpolation.Expression, model, parts),
                    _ => false,
                });
            case var _ when model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_String:
                parts.Add(new(null, expression));
                return true;
            default:
                return false;
        }
    }

    private static bool Add(InterpolatedStringTextSyntax text, List<ScriptPart> parts)
    {
        parts.Add(new(text.TextToken.ValueText, null));
        return true;
    }
}
