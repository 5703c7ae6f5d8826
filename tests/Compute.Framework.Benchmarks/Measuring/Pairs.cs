using System.Diagnostics;

namespace Compute.Framework.Benchmarks;

/// <summary>Two things measured in turn, so that what else the machine does meets both alike.</summary>
internal sealed class Pairs
{
    private Pairs(IReadOnlyList<(double Ours, double Comparison)> rounds)
    {
        Ours = new(rounds.Select(round => round.Ours));
        Comparison = new(rounds.Select(round => round.Comparison));
        Ratio = new(rounds.Select(round => round.Ours / round.Comparison));
        Difference = new(rounds.Select(round => round.Ours - round.Comparison));
    }

    public Samples Ours { get; }

    public Samples Comparison { get; }

    /// <summary>Ours by comparison, round by round.</summary>
    public Samples Ratio { get; }

    /// <summary>Ours less comparison, round by round.</summary>
    public Samples Difference { get; }

    public string DescribeRatio() =>
        $"{Samples.Text(Ratio.Median)}x ({Samples.Text(Ratio.Min)} to {Samples.Text(Ratio.Max)})";

    /// <summary>Measures in rounds, the two sides in alternating order, after unmeasured rounds.</summary>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="warmUp">How many rounds do not.</param>
    /// <param name="ours">Gives the framework's value.</param>
    /// <param name="comparison">Gives the other value.</param>
    public static async Task<Pairs> MeasureAsync(int rounds, int warmUp, Func<Task<double>> ours, Func<Task<double>> comparison)
    {
        var measured = new List<(double, double)>(rounds);
        for (var round = -warmUp; round < rounds; round++)
        {
            double first, second;
            if (round % 2 == 0)
            {
                first = await ours();
                second = await comparison();
            }
            else
            {
                second = await comparison();
                first = await ours();
            }

            if (round >= 0)
            {
                measured.Add((first, second));
            }
        }

        return new Pairs(measured);
    }

    /// <summary>Milliseconds that something takes.</summary>
    public static async Task<double> TimeAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <inheritdoc cref="TimeAsync"/>
    public static Task<double> Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Task.FromResult(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
