namespace Compute.Framework.Testing;

/// <summary>A line of the log is one entry, whatever pieces the back end keeps it in.</summary>
public static class LongLineCases
{
    private const int Length = 40_000;

    /// <summary>A line that is longer than the pieces that engines keep, alone and among the last ones.</summary>
    [ComplianceCase("logs/long-line")]
    public static async Task LongLine(ComplianceContext context)
    {
        var (sandbox, source) = await LogCases.SourceAsync(context).ConfigureAwait(false);
        var line = string.Concat(Enumerable.Range(0, Length / 8).Select(number => $"{number:d7} "));
        await LogCases.WriteAsync(context, sandbox, "before", line, "", "after").ConfigureAwait(false);
        var entries = await LogCases.HavingAsync(context, source, "after").ConfigureAwait(false);
        var texts = entries.Select(entry => entry.Text.TrimEnd('\r', '\n')).ToList();
        Check.That(
            texts.SequenceEqual(["before", line, "", "after"]),
            $"four entries, of which the second has the {Length} characters that were written",
            Show(texts),
            Law.Logs);
        if (context.Capabilities.Supports(SandboxOperation.ReadLogs, "Tail"))
        {
            var last = await context.ToListAsync(source.ReadLogsAsync(
                new LogOptions { Tail = 3 }, context.CancellationToken)).ConfigureAwait(false);
            texts = [.. last.Select(entry => entry.Text.TrimEnd('\r', '\n'))];
            Check.That(texts.SequenceEqual([line, "", "after"]), "the last three entries are the last three lines", Show(texts), Law.Logs);
        }
    }

    private static string Show(List<string> texts) =>
        string.Join(", ", texts.Select(text => $"{text.Length} characters ({text[..Math.Min(text.Length, 20)]})"));
}
