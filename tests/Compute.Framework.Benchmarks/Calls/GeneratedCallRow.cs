using System.Diagnostics;

namespace Compute.Framework.Benchmarks;

/// <summary>A call through the generated sandbox against the hand-written adapter: time and memory.</summary>
internal static class GeneratedCallRow
{
    private const int Rounds = 60;
    private const int CallsPerRound = 50_000;

    private static readonly Command Command = Command.Create("true");

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync()
    {
        var adapter = new HandWrittenAdapter(new NothingProvider(), new Nothing("1"));
        var sandbox = await NothingProvider.Create().CreateAsync();
        var time = await Pairs.MeasureAsync(
            Rounds,
            warmUp: 20,
            () => NanosecondsAsync(() => sandbox.RunAsync(Command)),
            () => NanosecondsAsync(() => adapter.RunAsync(Command, CancellationToken.None)));
        var memory = await Pairs.MeasureAsync(
            Rounds,
            warmUp: 1,
            () => BytesAsync(() => sandbox.RunAsync(Command)),
            () => BytesAsync(() => adapter.RunAsync(Command, CancellationToken.None)));
        return
        [
            Difference("generated call, nobody listening, against a hand-written adapter: time", time, "ns", 1000),
            Difference("the same: memory", memory, "bytes", 400),
        ];
    }

    private static RowResult Difference(string what, Pairs pairs, string unit, double limit) => new(
        what,
        pairs.Ours.Describe(unit),
        pairs.Comparison.Describe(unit),
        $"{pairs.Difference.Describe(unit)} more",
        FormattableString.Invariant($"<= {limit:0} {unit} more"),
        pairs.Difference.Median <= limit);

    private static async Task<double> NanosecondsAsync(Func<Task<ExecutionResult>> call)
    {
        var started = Stopwatch.GetTimestamp();
        await RepeatAsync(call);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / CallsPerRound;
    }

    /// <summary>The author's method completes at once, so that everything runs on this thread.</summary>
    private static async Task<double> BytesAsync(Func<Task<ExecutionResult>> call)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        await RepeatAsync(call);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)CallsPerRound;
    }

    private static async Task RepeatAsync(Func<Task<ExecutionResult>> call)
    {
        for (var i = 0; i < CallsPerRound; i++)
        {
            await call();
        }
    }
}
