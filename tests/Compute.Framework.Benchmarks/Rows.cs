using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Compute.Framework.Benchmarks;

/// <summary>The numbers to hold, each measured beside its comparison in this run, as a table for <c>docs/benchmarks.md</c>.</summary>
internal static class Rows
{
    /// <summary>Memory first: what other rows leave in the heap would hide growth.</summary>
    private static readonly (string Name, Func<Task<IReadOnlyList<RowResult>>> Measure)[] All =
    [
        ("streaming", StreamingRow.MeasureAsync),
        ("generator", GeneratorRow.MeasureAsync),
        ("build", FullBuildRow.MeasureAsync),
        ("call", GeneratedCallRow.MeasureAsync),
        ("create", FirstCommandRow.MeasureAsync),
        ("branch", BranchRow.MeasureAsync),
        ("many", ManySandboxesRow.MeasureAsync),
        ("gateway", GatewayRows.MeasureAsync),
        ("docker", DockerRows.MeasureAsync),
        ("transfer", TransferRow.MeasureAsync),
    ];

    public static async Task<int> RunAsync(string[] names)
    {
        if (names.Except(All.Select(row => row.Name)).FirstOrDefault() is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no row '{unknown}': {string.Join(", ", All.Select(row => row.Name))}.");
            return 1;
        }

        var started = Stopwatch.GetTimestamp();
        var results = new List<RowResult>();
        foreach (var (name, measure) in All.Where(row => names.Length == 0 || names.Contains(row.Name)))
        {
            await Console.Error.WriteLineAsync($"{name} ...");
            results.AddRange(await measure());
        }

        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors; "
            + $"times are median (p95; min to max); measured in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s.");
        Console.WriteLine();
        foreach (var line in MarkdownTable.Format(results))
        {
            Console.WriteLine(line);
        }

        return 0;
    }
}
