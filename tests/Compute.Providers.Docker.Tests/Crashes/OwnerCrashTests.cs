using System.Diagnostics;
using System.Globalization;

namespace Compute.Providers.Docker.Tests;

/// <summary>Whenever an owner is killed: one run of the reaper removes all that it left, and nothing else.</summary>
public sealed class OwnerCrashTests
{
    private const string CountVariable = "COMPUTE_TEST_CRASHES";
    private const int Owners = 8;
    private const int AtOnce = 4;
    private const int MaxMilliseconds = 1200;

    /// <summary>How many owners are killed; more on demand.</summary>
    private static readonly int? Demanded = int.TryParse(Environment.GetEnvironmentVariable(CountVariable), CultureInfo.InvariantCulture, out var count) ? count : null;

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task One_run_of_the_reaper_removes_what_killed_owners_left_and_keeps_what_is_detached(string name)
    {
        var engine = TestEngine.Needed(name);
        var cancellation = TestContext.Current.CancellationToken;
        var mark = $"crash-{Guid.NewGuid():n}";
        var random = new Random(Environment.ProcessId);
        var count = Demanded ?? Owners;
        var directory = Directory.CreateTempSubdirectory("compute-docker-owners-");
        await using var provider = engine.CreateProvider();
        using var raw = new RawEngine(engine.Host!);
        var detached = new List<string>();
        try
        {
            foreach (var round in Enumerable.Range(0, count).Chunk(AtOnce))
            {
                detached.AddRange(await Task.WhenAll(round.Select(number => KillOneAsync(engine, mark, directory, number, random.Next(MaxMilliseconds), cancellation))));
            }

            var left = await SettledAsync(raw, mark, cancellation);
            Assert.True(left.Count >= 2 * count, $"{left.Count} sandboxes of {count} owners are left before the reaper runs.");
            var reaped = await provider.ReapAsync(cancellation);
            Assert.Superset(left.Except(detached).ToHashSet(), reaped.ToHashSet());
            Assert.Equal(detached.Order(), (await raw.ListContainersAsync(mark, cancellation)).Order());
            foreach (var id in detached)
            {
                var kept = await provider.GetAsync(id, cancellation);
                Assert.Equal("works\n", (await kept!.RunAsync(Command.Create("echo", "works"), cancellation)).StandardOutputText);
            }
        }
        finally
        {
            directory.Delete(recursive: true);
            foreach (var id in await raw.ListContainersAsync(mark, CancellationToken.None))
            {
                await provider.DestroyAsync(id, CancellationToken.None);
            }
        }
    }

    private static async Task<string> KillOneAsync(TestEngine engine, string mark, DirectoryInfo directory, int number, int milliseconds, CancellationToken cancellationToken)
    {
        var (owner, detached) = await CrashingOwner.StartAsync(engine, engine.Host!, mark, directory, number, cancellationToken);
        using (owner)
        {
            await Task.Delay(milliseconds, cancellationToken);
            Assert.False(owner.HasExited, "The owner ended before it was killed.");
            owner.Kill();
            await owner.WaitForExitAsync(cancellationToken);
        }

        return detached;
    }

    /// <summary>What is at the engine once it has done what the owners still asked for.</summary>
    private static async Task<IReadOnlyList<string>> SettledAsync(RawEngine raw, string mark, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> last = [];
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var now = await raw.ListContainersAsync(mark, cancellationToken);
            if (attempt > 0 && now.Order().SequenceEqual(last.Order()))
            {
                return now;
            }

            last = now;
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        return last;
    }
}
