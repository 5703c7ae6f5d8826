using System.Text;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Analyzers.Tests.Fixes;

/// <summary>Takes the first fix that is offered, again and again, until none is.</summary>
/// <param name="Source">What comes out.</param>
/// <param name="Titles">The fixes that were taken.</param>
/// <param name="Remaining">What is reported in the end.</param>
internal sealed record RepairedSource(string Source, IReadOnlyList<string> Titles, AnalyzerRun Remaining)
{
    private const int MostSteps = 8;

    public static async Task<RepairedSource> OfAsync(string source)
    {
        var titles = new List<string>();
        while (true)
        {
            using var run = await FixRun.OfAsync(source);
            var offers = await run.OffersAsync();
            if (offers.Count == 0)
            {
                return new(source, titles, await AnalyzerRun.OfAsync(source));
            }

            Assert.True(titles.Count < MostSteps, $"The fixes lead in a circle: {string.Join(", ", titles)}.");
            titles.Add(offers[0].Action.Title);
            source = Assert.Single(await FixRun.ApplyAsync(offers[0]));
        }
    }

    /// <summary>The fixes, the lines that they changed, and what is left.</summary>
    public string Describe(string original)
    {
        var text = new StringBuilder();
        foreach (var title in Titles)
        {
            text.Append("* ").Append(title).Append('\n');
        }

        foreach (var (mark, line) in Differences(original.Split('\n'), Source.Split('\n')))
        {
            text.Append(mark).Append(line.Length == 0 ? "" : " ").Append(line).Append('\n');
        }

        foreach (var diagnostic in Remaining.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning))
        {
            text.Append("! ").Append(diagnostic.Id).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The lines that are in one text only, by the longest common sequence of lines.</summary>
    private static IEnumerable<(char Mark, string Line)> Differences(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                yield return ('-', before[i++]);
            }
            else
            {
                yield return ('+', after[j++]);
            }
        }
    }
}
