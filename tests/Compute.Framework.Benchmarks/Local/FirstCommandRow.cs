using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>From nothing to the first command's result, against the same program started without a framework.</summary>
internal static class FirstCommandRow
{
    private const int Rounds = 100;

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync()
    {
        var results = new List<RowResult>();
        foreach (var (isolation, name, whyNot) in await LocalMachine.IsolationsAsync())
        {
            var (limit, comparison) = isolation == LocalIsolation.Namespaces ? (1.3, "raw `bwrap`") : (1.5, "raw `Process.Start`");
            var what = $"Local, {name}, create to first command result, against {comparison}";
            results.Add(whyNot is null
                ? RowResult.AtMost(what, await MeasureAsync(isolation), "ms", limit)
                : RowResult.Skipped(what, FormattableString.Invariant($"<= {limit:0.0#}x"), whyNot));
        }

        return results;
    }

    private static async Task<Pairs> MeasureAsync(LocalIsolation isolation)
    {
        await using var local = new LocalFirstCommand(isolation);
        return await Pairs.MeasureAsync(
            Rounds,
            warmUp: 20,
            async () =>
            {
                var milliseconds = await Pairs.TimeAsync(local.CreateAndRunAsync);
                await local.RemoveAsync();
                return milliseconds;
            },
            () => Pairs.TimeAsync(local.RunRawAsync));
    }
}
