using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Small changes that several operators make.</summary>
internal static class Edits
{
    public static TextChange Insert(int position, string text) => new(new(position, 0), text);

    public static TextChange Remove(SyntaxToken token) => new(token.FullSpan, "");

    /// <summary>Takes an attribute out, with its brackets where it is alone in them.</summary>
    public static TextChange Remove(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var index = list.Attributes.IndexOf(attribute);
        return new(
            list.Attributes.Count == 1 ? list.Span
            : index > 0 ? TextSpan.FromBounds(list.Attributes[index - 1].Span.End, attribute.Span.End)
            : TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart),
            "");
    }
}
