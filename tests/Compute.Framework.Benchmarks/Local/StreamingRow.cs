using System.Diagnostics;
using System.Globalization;
using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>1 GiB of output: run to its end with a limit, and as a replayable process, against a raw read of the pipe.</summary>
internal static class StreamingRow
{
    private const int Rounds = 9;
    private const long Bytes = 1L << 30;

    private static readonly Command Output = Command.Create("head", "-c", Bytes.ToString(CultureInfo.InvariantCulture), "/dev/zero");

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync()
    {
        if (!PeakMemory.IsKnown)
        {
            return [RowResult.Skipped("Local, streaming 1 GiB of output", ">= 0.9x", "needs Linux")];
        }

        await using var local = new TemporaryProvider(LocalIsolation.Process);
        await using var sandbox = await local.Provider.CreateAsync();
        return
        [
            .. await MeasureAsync("`RunAsync`, at most 1 MiB kept", () => Pairs.TimeAsync(() => RunAsync(sandbox))),
            .. await MeasureAsync("`StartAsync` and `ReadOutputAsync`, all of it replayable", () => StartAndReadAsync(sandbox)),
        ];
    }

    private static async Task<IReadOnlyList<RowResult>> MeasureAsync(string what, Func<Task<double>> ours)
    {
        var growth = new List<double>();
        var throughput = await Pairs.MeasureAsync(
            Rounds,
            warmUp: 1,
            async () =>
            {
                var milliseconds = 0.0;
                growth.Add(await PeakMemory.GrowthAsync(async () => milliseconds = await ours()));
                return Throughput(milliseconds);
            },
            async () => Throughput(await Pairs.Time(ReadRaw)));
        return
        [
            RowResult.AtLeast($"Local, 1 GiB of output, {what}, against a raw read of the pipe", throughput, "MiB/s", 0.9),
            RowResult.Growth(new Samples(growth)),
        ];
    }

    private static double Throughput(double milliseconds) => Bytes / (1024.0 * 1024) / (milliseconds / 1000);

    private static void ReadRaw() => Check(RawProcess.Read(Output.Arguments[0], Output.Arguments.Skip(1)));

    private static async Task RunAsync(ISandbox sandbox)
    {
        var result = (await sandbox.RunAsync(Output with { MaxOutputBytes = 1024 * 1024 })).EnsureSuccess();
        Check(result.IsOutputTruncated ? Bytes : 0);
    }

    /// <summary>To the end of the output; that the kept output is thrown away afterwards is not counted.</summary>
    private static async Task<double> StartAndReadAsync(ISandbox sandbox)
    {
        var started = Stopwatch.GetTimestamp();
        await using var process = await sandbox.StartAsync(Output);
        long total = 0;
        await foreach (var chunk in process.ReadOutputAsync())
        {
            total += chunk.Data.Length;
        }

        Check(total);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Check(long read)
    {
        if (read != Bytes)
        {
            throw new InvalidOperationException($"{read} bytes came instead of {Bytes}.");
        }
    }
}
