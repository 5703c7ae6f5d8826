namespace Compute.Framework.Benchmarks;

/// <summary>Results as a Markdown table.</summary>
internal static class MarkdownTable
{
    public static IEnumerable<string> Format(IEnumerable<RowResult> results)
    {
        yield return "| what | Compute.Framework | comparison | measured | to hold | held |";
        yield return "|---|---|---|---|---|---|";
        foreach (var row in results)
        {
            var held = row.IsHeld switch
            {
                true => "yes",
                false => "**no**",
                null => row.Limit is null ? "information" : "not measured",
            };
            yield return $"| {row.What} | {row.Ours} | {row.Comparison} | {row.Measured} | {row.Limit} | {held} |";
        }
    }
}
