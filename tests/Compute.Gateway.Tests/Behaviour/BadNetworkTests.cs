using System.Collections.Concurrent;
using System.Globalization;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Behaviour;

/// <summary>Random runs over the worst of networks. <c>COMPUTE_TEST_NETWORK_RUNS</c> sets how many, <c>COMPUTE_TEST_NETWORK_SEED</c> the
/// first seed.</summary>
public sealed class BadNetworkTests
{
    private const int AtOnce = 4;
    private const int FewestRuns = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_run_twice_or_left_and_every_failure_says_what_is_known()
    {
        var (runs, seed) = (Setting("COMPUTE_TEST_NETWORK_RUNS", FewestRuns), Setting("COMPUTE_TEST_NETWORK_SEED", 1));
        await using var served = await ServedLocal.StartAsync(options => options.CreateGrace = TimeSpan.FromSeconds(1));
        await using var direct = served.Connect();
        var outcomes = new ConcurrentBag<(bool Succeeded, int Faults)>();

        await Parallel.ForEachAsync(
            Enumerable.Range(seed, runs),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation },
            async (number, _) => outcomes.Add(await RunAsync(served, direct, number)));

        Assert.Equal(runs, outcomes.Count);
        Assert.InRange(outcomes.Sum(outcome => outcome.Faults), runs, int.MaxValue);

        // Most of the time the client gets through: what fails is the exception that it has to be.
        Assert.InRange(outcomes.Count(outcome => outcome.Succeeded), runs / 2, runs);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{outcomes.Count(outcome => outcome.Succeeded)} of {runs} runs without error, {outcomes.Sum(outcome => outcome.Faults)} faults");
    }

    /// <summary>Creates, runs, writes and reads, and destroys; what failed is checked past the network.</summary>
    private static async Task<(bool Succeeded, int Faults)> RunAsync(ServedLocal served, ISandboxProvider direct, int seed)
    {
        var random = new Random(seed);
        await using var network = new BadNetwork(served.Address, seed);
        await using var provider = served.Connect(address: network.Address, reconnectTimeout: TimeSpan.FromSeconds(20));
        var mark = new Dictionary<string, string> { ["run"] = seed.ToString(CultureInfo.InvariantCulture) };
        var sandbox = await TryAsync(
            () => provider.CreateAsync(new CreateSandboxOptions { Labels = mark, Ownership = Ownership.Detached }, Cancellation), seed);
        if (sandbox is null)
        {
            await EventuallyAsync(async () => await CountAsync(direct, mark) == 0, $"Run {seed}: a creation that failed leaves nothing.");
            return (false, network.Faults);
        }

        Assert.Equal(1, await CountAsync(direct, mark));
        var inside = (await direct.GetAsync(sandbox.Id, Cancellation))!;
        var (lines, code) = (random.Next(1, 3_000), random.Next(0, 100));
        var input = new string('x', random.Next(0, 20_000));
        var succeeded = true;
        for (var command = 1; command <= 2; command++)
        {
            var result = await TryAsync(
                () => sandbox.RunAsync(
                    Command.Shell($"echo run >> runs{command}; cat; seq {lines}; echo error >&2; exit {code}") with
                    {
                        StandardInput = CommandInput.FromText(input),
                    },
                    Cancellation),
                seed,
                error => OnFailureAsync(inside, $"runs{command}", error, seed));
            succeeded &= result is not null;
            if (result is not null)
            {
                Assert.Equal((code, "error\n"), (result.ExitCode, result.StandardErrorText));
                Assert.Equal(input + string.Concat(Enumerable.Range(1, lines).Select(line => $"{line}\n")), result.StandardOutputText);
                Assert.Equal("run\n", await inside.Files.ReadAllTextAsync($"runs{command}", Cancellation));
            }
        }

        await TryAsync(
            async () =>
            {
                await provider.DestroyAsync(sandbox.Id, Cancellation);
                return sandbox;
            },
            seed);
        await direct.DestroyAsync(sandbox.Id, Cancellation);
        return (succeeded, network.Faults);
    }

    /// <summary>A command that is said not to have run has not, and no command has run twice.</summary>
    private static async Task OnFailureAsync(ISandbox inside, string file, ComputeException error, int seed)
    {
        var isThere = await inside.Files.ExistsAsync(file, Cancellation);
        Assert.True(!isThere || error is SandboxUnavailableException { IsOutcomeUnknown: true }, $"Run {seed}: it ran, and the error is {error}");
        if (isThere)
        {
            Assert.Equal("run\n", await inside.Files.ReadAllTextAsync(file, Cancellation));
        }
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> action, int seed, Func<ComputeException, Task>? check = null)
        where T : class
    {
        try
        {
            return await action();
        }
        catch (ComputeException error)
        {
            Assert.Equal("remote", error.ProviderName);
            Assert.True(error is SandboxUnavailableException, $"Run {seed}: {error}");
            await (check?.Invoke(error) ?? Task.CompletedTask);
            return null;
        }
    }

    private static async Task<int> CountAsync(ISandboxProvider direct, Dictionary<string, string> labels) =>
        await direct.ListAsync(new SandboxFilter { Labels = labels }, Cancellation).CountAsync(Cancellation);

    private static async Task EventuallyAsync(Func<Task<bool>> condition, string law)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(100, Cancellation);
        }

        Assert.Fail(law);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
