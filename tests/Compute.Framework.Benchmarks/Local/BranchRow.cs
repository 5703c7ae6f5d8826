using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>A branch of 10,000 files with 1 GiB, to the first command's result in the branch; a copy beside it.</summary>
internal static class BranchRow
{
    private const int Files = 10_000;
    private const long Bytes = 1L << 30;
    private const int Depth = 50;
    private const int Branches = 40;
    private const int Copies = 3;
    private const double Limit = 25;

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync()
    {
        var results = new List<RowResult>();
        foreach (var (isolation, name, whyNot) in await LocalMachine.IsolationsAsync())
        {
            var what = $"Local, {name}, branch of 10,000 files / 1 GiB to the first command's result";
            results.AddRange(whyNot is null ? await MeasureAsync(isolation, what) : [RowResult.Skipped(what, "p95 <= 25 ms", whyNot)]);
        }

        return results;
    }

    private static async Task<IReadOnlyList<RowResult>> MeasureAsync(LocalIsolation isolation, string what)
    {
        await using var local = new TemporaryProvider(isolation);
        var source = await local.Provider.CreateAsync();
        if (!source.TryGet<IBranchable>(out _))
        {
            return [RowResult.Skipped(what, "p95 <= 25 ms", "the provider has no branches here")];
        }

        await FillAsync(source);
        var copies = new Samples(await CopyAsync(source.Native.WorkspaceDirectory));
        var first = await BranchesAsync(source);
        var (tip, steps) = await ChainAsync(source);
        var deep = await BranchesAsync(tip);
        return
        [
            Result($"{what}, depth 1", first, copies),
            Result($"the same, depth {Depth}", deep, copies),
            Result($"the same, depth 1 to {Depth}, each source wrote a file before", steps, copies),
        ];
    }

    private static RowResult Result(string what, Samples branch, Samples copy) => new(
        what,
        branch.Describe("ms"),
        $"`cp -a`: {copy.Describe("ms")}",
        $"p95 {Samples.Text(branch.P95)} ms",
        "p95 <= 25 ms",
        branch.P95 <= Limit);

    /// <summary>Written from inside, one program for all files.</summary>
    private static async Task FillAsync(ISandbox sandbox) => (await sandbox.RunAsync(Command.Shell(
        FormattableString.Invariant($"mkdir data && head -c {Bytes} /dev/zero | split -d -a 5 -b {(Bytes / Files) + 1} - data/file")))).EnsureSuccess();

    private static async Task<List<double>> CopyAsync(string workspace)
    {
        var times = new List<double>();
        for (var copy = 0; copy < Copies; copy++)
        {
            var target = Directory.CreateTempSubdirectory("compute-benchmarks-");
            times.Add(await Pairs.TimeAsync(() => RawProcess.RunAsync("cp", "-a", workspace, target.FullName)));
            target.Delete(recursive: true);
        }

        return times;
    }

    /// <summary>Several branches of one source.</summary>
    private static async Task<Samples> BranchesAsync(ISandbox source)
    {
        var times = new List<double>();
        for (var branch = 0; branch < Branches; branch++)
        {
            var (sandbox, milliseconds) = await BranchAsync(source);
            times.Add(milliseconds);
            await sandbox.DisposeAsync();
        }

        return new Samples(times);
    }

    /// <summary>A branch of a branch and so on; returns one whose branches have the full depth.</summary>
    private static async Task<(ISandbox Tip, Samples Steps)> ChainAsync(ISandbox source)
    {
        var times = new List<double>();
        for (var depth = 1; depth < Depth; depth++)
        {
            (await source.RunAsync(Command.Shell($"echo {depth} > step{depth}"))).EnsureSuccess();
            (source, var milliseconds) = await BranchAsync(source);
            times.Add(milliseconds);
        }

        return (source, new Samples(times));
    }

    private static async Task<(ISandbox Branch, double Milliseconds)> BranchAsync(ISandbox source)
    {
        ISandbox? branch = null;
        var milliseconds = await Pairs.TimeAsync(async () =>
        {
            source.TryGet<IBranchable>(out var branchable);
            branch = (await branchable!.BranchAsync())[0];
            (await branch.RunAsync(Command.Create("test", "-e", "data/file00000"))).EnsureSuccess();
        });
        return (branch!, milliseconds);
    }
}
