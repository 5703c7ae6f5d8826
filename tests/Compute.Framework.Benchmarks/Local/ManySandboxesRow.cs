using System.Diagnostics;
using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>100 sandboxes created at once, used and disposed.</summary>
internal static class ManySandboxesRow
{
    private const int Count = 100;
    private const string ToHold = "100 succeed, 0 left";

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync()
    {
        var results = new List<RowResult>();
        foreach (var (isolation, name, whyNot) in await LocalMachine.IsolationsAsync())
        {
            var what = $"Local, {name}, {Count} sandboxes created at once, used, disposed";
            results.Add(whyNot is null ? await MeasureAsync(isolation, what) : RowResult.Skipped(what, ToHold, whyNot));
        }

        return results;
    }

    private static async Task<RowResult> MeasureAsync(LocalIsolation isolation, string what)
    {
        await using var local = new TemporaryProvider(isolation);
        var started = Stopwatch.GetTimestamp();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Count).Select(number => UseAsync(local.Provider, number)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        var succeeded = outcomes.Count(outcome => outcome);
        var left = await local.Provider.ListAsync().CountAsync();
        return new(
            what,
            FormattableString.Invariant($"{elapsed.TotalMilliseconds:0} ms in all"),
            "",
            $"{succeeded} succeed, {left} left",
            ToHold,
            succeeded == Count && left == 0);
    }

    private static async Task<bool> UseAsync(ISandboxProvider provider, int number)
    {
        try
        {
            await using var sandbox = await provider.CreateAsync();
            await sandbox.Files.WriteAllTextAsync("number", $"{number}");
            return (await sandbox.RunAsync(Command.Create("cat", "number"))).StandardOutputText == $"{number}";
        }
        catch (ComputeException exception)
        {
            await Console.Error.WriteLineAsync($"sandbox {number}: {exception.Code}: {exception.Message}");
            return false;
        }
    }
}
