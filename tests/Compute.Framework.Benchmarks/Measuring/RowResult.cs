namespace Compute.Framework.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Ours">The framework's side, with its spread.</param>
/// <param name="Comparison">The other side, with its spread.</param>
/// <param name="Measured">What is compared with the limit.</param>
/// <param name="Limit">What is to be held; null where there is nothing to hold.</param>
/// <param name="IsHeld">Whether it is; null where it was not measured or there is nothing to hold.</param>
internal sealed record RowResult(string What, string Ours, string Comparison, string Measured, string? Limit, bool? IsHeld)
{
    private const int GrowthLimit = 64;

    /// <summary>A row that this machine cannot measure.</summary>
    public static RowResult Skipped(string what, string limit, string reason) => new(what, "", "", $"skipped: {reason}", limit, null);

    /// <summary>Times in one unit against a ratio that must not be passed.</summary>
    public static RowResult AtMost(string what, Pairs pairs, string unit, double limit) =>
        ByRatio(what, pairs, unit, FormattableString.Invariant($"<= {limit:0.0#}x"), pairs.Ratio.Median <= limit);

    /// <summary>Rates in one unit against a ratio that must be reached.</summary>
    public static RowResult AtLeast(string what, Pairs pairs, string unit, double limit) =>
        ByRatio(what, pairs, unit, FormattableString.Invariant($">= {limit:0.0#}x"), pairs.Ratio.Median >= limit);

    /// <summary>Times in one unit that must be so many times shorter than the comparison's, median by median.</summary>
    public static RowResult Faster(string what, Pairs pairs, string unit, double limit) => new(
        what,
        pairs.Ours.Describe(unit),
        pairs.Comparison.Describe(unit),
        FormattableString.Invariant($"{pairs.Comparison.Median / pairs.Ours.Median:0.00}x faster"),
        FormattableString.Invariant($">= {limit:0.0#}x faster"),
        pairs.Comparison.Median / pairs.Ours.Median >= limit);

    /// <summary>Times in one unit whose own median must not pass a limit, whatever the comparison's is.</summary>
    public static RowResult Within(string what, Samples ours, Samples comparison, string unit, double limit) => new(
        what,
        ours.Describe(unit),
        comparison.Describe(unit),
        $"{Samples.Text(ours.Median / comparison.Median)}x",
        FormattableString.Invariant($"<= {limit:0.#} {unit}"),
        ours.Median <= limit);

    /// <summary>Times in one unit whose median may exceed the comparison's by so much, round by round.</summary>
    public static RowResult Slower(string what, Pairs pairs, string unit, double most) => new(
        what,
        pairs.Ours.Describe(unit),
        pairs.Comparison.Describe(unit),
        $"{Samples.Text(pairs.Difference.Median)} {unit} more",
        FormattableString.Invariant($"<= {most:0.#} {unit} more"),
        pairs.Difference.Median <= most);

    /// <summary>Times or rates without a limit.</summary>
    public static RowResult Information(string what, Pairs pairs, string unit) => ByRatio(what, pairs, unit, limit: null, isHeld: null);

    /// <summary>How much the process's memory grew, at most, during what the row before measured.</summary>
    public static RowResult Growth(Samples grown) =>
        new("the same: growth of the working set", grown.Describe("MiB"), "", $"{Samples.Text(grown.Max)} MiB at most", $"< {GrowthLimit} MiB", grown.Max < GrowthLimit);

    private static RowResult ByRatio(string what, Pairs pairs, string unit, string? limit, bool? isHeld) =>
        new(what, pairs.Ours.Describe(unit), pairs.Comparison.Describe(unit), pairs.DescribeRatio(), limit, isHeld);
}
