using System.Globalization;

namespace Compute.Framework.Benchmarks;

/// <summary>Measured values of one thing.</summary>
internal sealed class Samples
{
    private readonly double[] _sorted;

    public Samples(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(_sorted.Length, nameof(values));
    }

    public double Min => _sorted[0];

    public double Max => _sorted[^1];

    public double Median => Quantile(0.5);

    public double P95 => Quantile(0.95);

    public string Describe(string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Text(Median)} {unit} ({Text(P95)}; {Text(Min)} to {Text(Max)})");

    /// <summary>Three significant digits or all before the point.</summary>
    public static string Text(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private double Quantile(double share)
    {
        var position = share * (_sorted.Length - 1);
        var below = (int)position;
        return below + 1 < _sorted.Length
            ? _sorted[below] + ((position - below) * (_sorted[below + 1] - _sorted[below]))
            : _sorted[below];
    }
}
