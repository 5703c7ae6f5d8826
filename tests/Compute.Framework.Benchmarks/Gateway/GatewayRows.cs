using System.Diagnostics;
using System.Globalization;
using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>The same sandboxes through a gateway on loopback and in process.</summary>
internal static class GatewayRows
{
    private const int CommandRounds = 100;
    private const int OutputRounds = 5;
    private const int WarmUp = 20;
    private const int ProcessCount = 200;
    private const int LineCount = 200;
    private const int FollowerCount = 1000;
    private const long OutputBytes = 1L << 30;
    private const double MostSlower = 2;
    private const double MostFollowerMemory = 200;

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync()
    {
        if (!PeakMemory.IsKnown)
        {
            return [RowResult.Skipped("Gateway, all rows", "", "needs Linux")];
        }

        await using var local = new TemporaryProvider(LocalIsolation.Process);
        await using var here = await local.Provider.CreateAsync();
        await using var served = await ServedGateway.StartAsync();
        await using var remote = served.Connect();
        await using var there = await remote.CreateAsync();
        return
        [
            await CommandAsync(there, here),
            .. await OutputAsync(served, there, here),
            await ManyAsync(there),
            await FollowersAsync(),
        ];
    }

    private static async Task<RowResult> CommandAsync(ISandbox there, ISandbox here) => RowResult.Slower(
        "Gateway, `RunAsync` of `true`, against in process",
        await Pairs.MeasureAsync(CommandRounds, WarmUp, () => TimeAsync(there), () => TimeAsync(here)),
        "ms",
        MostSlower);

    private static Task<double> TimeAsync(ISandbox sandbox) =>
        Pairs.TimeAsync(async () => (await sandbox.RunAsync(Command.Create("true"))).EnsureSuccess());

    private static async Task<IReadOnlyList<RowResult>> OutputAsync(ServedGateway served, ISandbox there, ISandbox here)
    {
        var (caller, gateway) = (new List<double>(), new List<double>());
        var pairs = await Pairs.MeasureAsync(
            OutputRounds,
            warmUp: 1,
            async () =>
            {
                var rate = 0.0;
                caller.Add(await PeakMemory.GrowthAsync(async () => gateway.Add(
                    await PeakMemory.GrowthAsync(async () => rate = await RateAsync(there), served.ProcessId))));
                return rate;
            },
            () => RateAsync(here));
        return
        [
            RowResult.AtLeast("Gateway, 1 GiB of output of a process, against in process", pairs, "MiB/s", 0.5),
            RowResult.Growth(new Samples(caller)),
            RowResult.Growth(new Samples(gateway)) with { What = "the same: growth of the gateway's working set" },
        ];
    }

    /// <summary>MiB a second until the last byte is read.</summary>
    private static async Task<double> RateAsync(ISandbox sandbox)
    {
        var started = Stopwatch.GetTimestamp();
        await using var process = await sandbox.StartAsync(
            Command.Create("head", "-c", OutputBytes.ToString(CultureInfo.InvariantCulture), "/dev/zero"));
        long total = 0;
        await foreach (var chunk in process.ReadOutputAsync())
        {
            total += chunk.Data.Length;
        }

        return total == OutputBytes
            ? total / (1024.0 * 1024) / Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"{total} bytes came instead of {OutputBytes}.");
    }

    /// <summary>All at once, each with its own lines.</summary>
    private static async Task<RowResult> ManyAsync(ISandbox there)
    {
        var complete = 0;
        var milliseconds = await Pairs.TimeAsync(() => Task.WhenAll(Enumerable.Range(0, ProcessCount).Select(async number =>
        {
            await using var process = await there.StartAsync(Command.Shell(
                "i=0; while [ $i -lt \"$2\" ]; do echo \"$1 $i\"; i=$((i+1)); done", $"{number}", $"{LineCount}"));
            var result = await process.WaitAsync();
            var expected = string.Concat(Enumerable.Range(0, LineCount).Select(line => $"{number} {line}\n"));
            if (result.IsSuccess && result.StandardOutputText == expected)
            {
                Interlocked.Increment(ref complete);
            }
        })));
        return new RowResult(
            $"Gateway, {ProcessCount} processes that write at once",
            $"{Samples.Text(milliseconds)} ms",
            "",
            $"{ProcessCount - complete} lost or incomplete",
            "none",
            complete == ProcessCount);
    }

    /// <summary>Readers of a process that writes no more, at a gateway that has done nothing else: its heap has no room for them
    /// yet.</summary>
    private static async Task<RowResult> FollowersAsync()
    {
        await using var served = await ServedGateway.StartAsync();
        await using var remote = served.Connect();
        await using var there = await remote.CreateAsync();
        await using var process = await there.StartAsync(Command.Shell("echo ready; sleep 600"));
        using var http = served.Http();
        var path = $"sandboxes/{Uri.EscapeDataString(there.Id)}/processes/{Uri.EscapeDataString(process.Id)}/output?from=0";
        var followers = new List<HttpResponseMessage>();
        try
        {
            var growth = await PeakMemory.GrowthAsync(
                async () =>
                {
                    while (followers.Count < FollowerCount)
                    {
                        var response = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
                        followers.Add(response.EnsureSuccessStatusCode());
                        await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[1]);
                    }
                },
                served.ProcessId);
            return new RowResult(
                $"Gateway, {FollowerCount} followers of an idle process: growth of the gateway's working set",
                $"{Samples.Text(growth)} MiB",
                "",
                $"{Samples.Text(growth)} MiB",
                $"< {MostFollowerMemory} MiB",
                growth < MostFollowerMemory);
        }
        finally
        {
            followers.ForEach(static response => response.Dispose());
        }
    }
}
