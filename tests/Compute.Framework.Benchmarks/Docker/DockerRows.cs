using System.Diagnostics;
using System.Globalization;

namespace Compute.Framework.Benchmarks;

/// <summary>Containers through the provider against the command line of the same engine.</summary>
internal static class DockerRows
{
    private const int ExecRounds = 50;
    private const int WarmUp = 5;
    private const int CreateRounds = 10;
    private const int OutputRounds = 3;
    private const int ManyCount = 20;
    private const long OutputBytes = 1L << 30;
    private const double CommandLimit = 5;

    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(20);

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync()
    {
        var results = new List<RowResult>();
        foreach (var engine in ContainerEngine.All())
        {
            if (engine.WhyNot is { } reason)
            {
                results.Add(RowResult.Skipped($"{engine.Name}, all rows", "", reason));
                continue;
            }

            await using var provider = engine.CreateProvider();
            results.Add(await CreateAsync(engine, provider));
            await using (var sandbox = await provider.CreateAsync())
            {
                results.AddRange(await ExecAsync(engine, sandbox));
                results.AddRange(await OutputAsync(engine, sandbox));
            }

            results.Add(await ManyAsync(engine, provider));
        }

        return results;
    }

    /// <summary>Removal is not counted on either side.</summary>
    private static async Task<RowResult> CreateAsync(ContainerEngine engine, ISandboxProvider provider)
    {
        var name = $"compute-benchmark-{Guid.NewGuid():n}";
        var pairs = await Pairs.MeasureAsync(
            CreateRounds,
            warmUp: 2,
            async () =>
            {
                ISandbox? sandbox = null;
                var milliseconds = await Pairs.TimeAsync(async () =>
                {
                    sandbox = await provider.CreateAsync();
                    (await sandbox.RunAsync(Command.Create("true"))).EnsureSuccess();
                });
                await sandbox!.DisposeAsync();
                return milliseconds;
            },
            async () =>
            {
                var milliseconds = await Pairs.TimeAsync(async () =>
                {
                    await engine.RunAsync("run", "-d", "--init", "--name", name, ContainerEngine.Image, "sleep", "1000");
                    await engine.RunAsync("exec", name, "true");
                });
                await engine.RunAsync("rm", "-f", name);
                return milliseconds;
            });
        return RowResult.Information($"{engine.Name}, create to first command result, against `run -d` and `exec`", pairs, "ms");
    }

    /// <summary>The same sandbox with and without a shell that stays in it.</summary>
    private static async Task<IReadOnlyList<RowResult>> ExecAsync(ContainerEngine engine, ISandbox sandbox)
    {
        await using var startingEach = engine.CreateProvider(shellSessions: false);
        await using var same = await startingEach.GetAsync(sandbox.Id) ?? throw new InvalidOperationException("The sandbox is gone.");
        var started = await Pairs.MeasureAsync(
            ExecRounds, WarmUp, () => TimeCommandAsync(same), () => Pairs.TimeAsync(() => engine.RunAsync("exec", sandbox.Id, "true")));
        using var bare = engine.CreateBareCalls();
        var floor = await Pairs.MeasureAsync(
            ExecRounds, WarmUp, () => TimeCommandAsync(same), () => Pairs.TimeAsync(() => bare.RunAsync(sandbox.Id, "true")));
        var inARow = await TimeCommandsAsync(sandbox, apart: TimeSpan.Zero);
        var apart = await TimeCommandsAsync(sandbox, Apart);
        return
        [
            RowResult.Faster($"{engine.Name}, one command, started by itself, against `exec`", started, "ms", engine.ExecFaster),
            RowResult.Information("the same, against the engine's bare calls", floor, "ms"),
            RowResult.Within($"{engine.Name}, one command, in a shell that stays, one after the other", inARow, started.Ours, "ms", CommandLimit),
            RowResult.Within(FormattableString.Invariant($"the same, {Apart.TotalMilliseconds:0} ms apart"), apart, started.Ours, "ms", CommandLimit),
        ];
    }

    /// <summary>Not in turn with the other way: what the engine still does for a command that it started would be counted here.</summary>
    private static async Task<Samples> TimeCommandsAsync(ISandbox sandbox, TimeSpan apart)
    {
        var times = new List<double>();
        for (var round = 0; round < WarmUp + ExecRounds; round++)
        {
            await Task.Delay(apart);
            times.Add(await TimeCommandAsync(sandbox));
        }

        return new Samples(times.Skip(WarmUp));
    }

    private static Task<double> TimeCommandAsync(ISandbox sandbox) =>
        Pairs.TimeAsync(async () => (await sandbox.RunAsync(Command.Create("true"))).EnsureSuccess());

    private static async Task<IReadOnlyList<RowResult>> OutputAsync(ContainerEngine engine, ISandbox sandbox)
    {
        string[] output = ["head", "-c", OutputBytes.ToString(CultureInfo.InvariantCulture), "/dev/zero"];
        var growth = new List<double>();
        var pairs = await Pairs.MeasureAsync(
            OutputRounds,
            warmUp: 1,
            async () =>
            {
                var milliseconds = 0.0;
                growth.Add(await PeakMemory.GrowthAsync(async () => milliseconds = await Pairs.TimeAsync(async () =>
                {
                    var command = new Command { Arguments = output, MaxOutputBytes = 1024 * 1024 };
                    Check((await sandbox.RunAsync(command)).EnsureSuccess().IsOutputTruncated ? OutputBytes : 0);
                })));
                return Throughput(milliseconds);
            },
            ByCommandLineAsync);
        using var bare = engine.CreateBareCalls();
        var floor = await Pairs.MeasureAsync(
            OutputRounds,
            warmUp: 0,
            async () => Throughput(await Pairs.TimeAsync(async () => Check(Math.Min(OutputBytes, await bare.RunAsync(sandbox.Id, output))))),
            ByCommandLineAsync);
        return
        [
            RowResult.AtLeast($"{engine.Name}, 1 GiB of output, at most 1 MiB kept, against `exec` into a pipe", pairs, "MiB/s", limit: 1),
            RowResult.Information("the same by the engine's bare calls, thrown away", floor, "MiB/s"),
            RowResult.Growth(new Samples(growth)),
        ];

        async Task<double> ByCommandLineAsync() => Throughput(await Pairs.Time(() => Check(engine.Read(["exec", sandbox.Id, .. output]))));
    }

    private static async Task<RowResult> ManyAsync(ContainerEngine engine, ISandboxProvider provider)
    {
        var started = Stopwatch.GetTimestamp();
        var succeeded = await Task.WhenAll(Enumerable.Range(0, ManyCount).Select(async number =>
        {
            await using var sandbox = await provider.CreateAsync();
            return (await sandbox.RunAsync(Command.Create("echo", $"{number}"))).StandardOutputText == $"{number}\n";
        }));
        var elapsed = Stopwatch.GetElapsedTime(started);
        var left = await provider.ListAsync().CountAsync();
        var count = succeeded.Count(success => success);
        return new(
            $"{engine.Name}, {ManyCount} sandboxes created at once, used, disposed",
            FormattableString.Invariant($"{elapsed.TotalMilliseconds:0} ms in all"),
            "",
            $"{count} succeed, {left} left",
            $"{ManyCount} succeed, 0 left",
            count == ManyCount && left == 0);
    }

    private static double Throughput(double milliseconds) => OutputBytes / (1024.0 * 1024) / (milliseconds / 1000);

    private static void Check(long read)
    {
        if (read != OutputBytes)
        {
            throw new InvalidOperationException($"{read} bytes came instead of {OutputBytes}.");
        }
    }
}
