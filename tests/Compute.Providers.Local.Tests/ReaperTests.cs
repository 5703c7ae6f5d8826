using System.Diagnostics;
using Compute.Framework;

namespace Compute.Providers.Local.Tests;

/// <summary>What consumers do after a crash: the next run reaps what the dead owner left, and nothing else.</summary>
public sealed class ReaperTests
{
    private const string Variable = "COMPUTE_LOCAL_TESTS_REAPED";
    private const int Owned = 6;

    [Fact(Explicit = true)]
    public async Task Own_and_detach_until_killed()
    {
        var state = Environment.GetEnvironmentVariable(Variable)!;
        var provider = Create(state);
        var sandboxes = await Task.WhenAll(Enumerable.Range(0, Owned).Select(_ => provider.CreateAsync(null, CancellationToken.None)));
        foreach (var sandbox in sandboxes)
        {
            await sandbox.StartAsync(Command.Shell("setsid sleep 300 & sleep 300"), CancellationToken.None);
        }

        var detached = await provider.CreateAsync(new CreateSandboxOptions { Ownership = Ownership.Detached }, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(state, "detached.tmp"), detached.Id, CancellationToken.None);
        File.Move(Path.Combine(state, "detached.tmp"), Path.Combine(state, "detached"));
        await Task.Delay(TimeSpan.FromMinutes(2), CancellationToken.None);
        Assert.Fail("Nobody killed this process.");
    }

    [Fact]
    public async Task The_next_run_reaps_what_a_killed_owner_left_and_leaves_the_detached_and_the_living_alone()
    {
        Needed.Linux("SIGKILL of a process of its own needs Linux.");
        var cancellation = TestContext.Current.CancellationToken;
        var state = Directory.CreateTempSubdirectory("compute-reaper-");
        try
        {
            await using var provider = Create(state.FullName);
            await using var living = await provider.CreateAsync(cancellationToken: cancellation);
            using var owner = Start(state.FullName);
            var marker = Path.Combine(state.FullName, "detached");
            for (var attempt = 0; attempt < 600 && !owner.HasExited && !File.Exists(marker); attempt++)
            {
                await Task.Delay(50, cancellation);
            }

            var detached = await File.ReadAllTextAsync(marker, cancellation);
            Assert.Empty(await provider.ReapAsync(cancellation));

            owner.Kill();
            await owner.WaitForExitAsync(cancellation);
            var reaped = await provider.ReapAsync(cancellation);

            Assert.Equal(Owned, reaped.Count);
            var left = await provider.ListAsync(cancellationToken: cancellation).Select(sandbox => sandbox.Id).ToListAsync(cancellation);
            Assert.Equal(new[] { detached, living.Id }.Order(), left.Order());
            var kept = await provider.GetAsync(detached, cancellation);
            Assert.Equal("works\n", (await kept!.RunAsync(Command.Create("echo", "works"), cancellation)).StandardOutputText);
            await kept.DestroyAsync(cancellation);
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    private static ISandboxProvider<LocalProvider.Sandbox> Create(string state) =>
        LocalProvider.Create(new LocalOptions { StateDirectory = state });

    private static Process Start(string state)
    {
        var program = Path.ChangeExtension(typeof(ReaperTests).Assembly.Location, null);
        var method = $"{typeof(ReaperTests).FullName}.{nameof(Own_and_detach_until_killed)}";
        return Process.Start(new ProcessStartInfo(program, ["-explicit", "only", "-method", method])
        {
            Environment = { [Variable] = state },
            RedirectStandardOutput = true,
        })!;
    }
}
