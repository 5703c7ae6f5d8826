using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A valid source with one mistake in it.</summary>
/// <param name="Source">The source.</param>
/// <param name="Site">Where the mistake is made.</param>
/// <param name="Member">The declaration in which it is made.</param>
/// <param name="Changes">How it is made, in the file of the declaration.</param>
internal sealed record Mutant(ValidSource Source, string Site, SyntaxNode Member, params TextChange[] Changes)
{
    /// <summary>The rules of which one must be reported, <c>CS</c> for any error of the compiler; of no matter when the mutant is valid.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Why nothing is wrong with it, where it is valid.</summary>
    public string? WhyValid { get; init; }

    /// <summary>Further declarations that now lack what was taken away elsewhere.</summary>
    public IEnumerable<SyntaxNode> Also { get; init; } = [];

    /// <summary>The file in which it is made.</summary>
    public SyntaxTree File => Member.SyntaxTree;

    /// <summary>Equal for the same mistake in the same words.</summary>
    public object Key => (Site, Member.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.ToString(), string.Concat(Changes.Select(change => change.NewText)), string.Concat(Rules), WhyValid);

    /// <summary>Where the mistake may be reported: at what was changed, in its member, or at the name of a type around it.</summary>
    public IEnumerable<(string File, TextSpan Span)> Places()
    {
        foreach (var change in Changes)
        {
            var start = Moved(change.Span.Start);
            yield return (File.FilePath, new(start, change.NewText!.Length));
        }

        foreach (var place in Also.Prepend(Member).Concat(Member.Ancestors().OfType<BaseTypeDeclarationSyntax>().Select(type => (SyntaxNode)type)))
        {
            var span = Header(place);
            yield return (place.SyntaxTree.FilePath, place.SyntaxTree == File ? TextSpan.FromBounds(Moved(span.Start), Moved(span.End, after: true)) : span);
        }
    }

    /// <summary>Of a type everything before its members; of a member, all of it.</summary>
    private static TextSpan Header(SyntaxNode place) => place is TypeDeclarationSyntax { OpenBraceToken: { RawKind: not 0 } brace } ? TextSpan.FromBounds(place.SpanStart, brace.SpanStart) : place.Span;

    private int Moved(int position, bool after = false) => position + Changes
        .Where(change => after ? change.Span.Start < position || (change.Span.IsEmpty && change.Span.Start == position) : change.Span.End <= position && change.Span.Start < position)
        .Sum(change => change.NewText!.Length - change.Span.Length);
}
