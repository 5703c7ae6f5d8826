using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A source with the places marked at which something is reported.</summary>
/// <param name="Source">The source without its marks.</param>
/// <param name="Expected">What is reported where.</param>
/// <remarks><c>[|name|]</c> stands for the rule under test, <c>{|CFW1005:name|}</c> for any rule or compiler error. Marks may nest.</remarks>
internal sealed record Markup(string Source, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static Markup Parse(string text, string? rule = null)
    {
        var source = new StringBuilder(text.Length);
        var open = new Stack<(string Id, int Start, char End)>();
        var expected = new List<(string, TextSpan)>();
        for (var i = 0; i < text.Length; i++)
        {
            if (Opening(text, i) is { } opening)
            {
                var id = opening.Id ?? rule ?? throw new InvalidOperationException("[|…|] needs a rule to stand for.");
                open.Push((id, source.Length, opening.Id is null ? ']' : '}'));
                i += opening.Length - 1;
            }
            else if (open.Count > 0 && text[i] == '|' && i + 1 < text.Length && text[i + 1] == open.Peek().End)
            {
                var (id, start, _) = open.Pop();
                expected.Add((id, TextSpan.FromBounds(start, source.Length)));
                i++;
            }
            else
            {
                source.Append(text[i]);
            }
        }

        return open.Count == 0
            ? new(source.ToString(), [.. expected.OrderBy(mark => mark.Item2.Start).ThenBy(mark => mark.Item1, StringComparer.Ordinal)])
            : throw new InvalidOperationException($"A mark is not closed in:\n{text}");
    }

    private static (string? Id, int Length)? Opening(string text, int at)
    {
        if (string.CompareOrdinal(text, at, "[|", 0, 2) == 0)
        {
            return (null, 2);
        }

        if (string.CompareOrdinal(text, at, "{|", 0, 2) != 0)
        {
            return null;
        }

        var end = text.IndexOf(':', at);
        var id = end < 0 ? "" : text[(at + 2)..end];
        return id.StartsWith("CFW", StringComparison.Ordinal) || id.StartsWith("CS", StringComparison.Ordinal) ? (id, id.Length + 3) : null;
    }
}
