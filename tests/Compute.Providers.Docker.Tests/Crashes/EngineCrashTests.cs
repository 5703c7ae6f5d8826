namespace Compute.Providers.Docker.Tests;

/// <summary>The engine is killed in the middle of everything, and comes back.</summary>
public sealed class EngineCrashTests
{
    /// <summary>Longer than any operation may hang.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task What_is_in_flight_ends_with_a_transient_error_and_the_provider_works_again_afterwards(string name)
    {
        var kind = TestEngine.Needed(name);
        await using var engine = await OwnEngine.StartAsync(kind, Cancel);
        await using var provider = kind.CreateProvider(engine.Host);
        var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        await using var process = await sandbox.StartAsync(Command.Shell("while :; do echo line; sleep 0.05; done"), Cancel);

        // More than is read ahead, wherever that is kept.
        await sandbox.RunAsync(Command.Shell("head -c 300000000 /dev/zero > /tmp/large"), Cancel);
        await using var reader = await sandbox.Files.OpenReadAsync("/tmp/large", Cancel);
        await reader.ReadExactlyAsync(new byte[1000], Cancel);
        using var source = new SlowStream();
        var inFlight = new Dictionary<string, Task>
        {
            ["run"] = sandbox.RunAsync(Command.Shell("echo started > /tmp/started; sleep 300"), Cancel),
            ["wait"] = process.WaitAsync(Cancel),
            ["output"] = ReadAllAsync(process),
            ["upload"] = sandbox.Files.WriteAsync("/tmp/upload", source, Cancel),
        };
        await source.FirstRead.WaitAsync(Bound, Cancel);
        await WaitForAsync(async () => await sandbox.Files.ExistsAsync("/tmp/started", Cancel));

        await engine.KillAsync(Cancel);
        inFlight["download"] = reader.CopyToAsync(Stream.Null, Cancel);
        inFlight["create"] = provider.CreateAsync(cancellationToken: Cancel);
        inFlight["list"] = provider.ListAsync(cancellationToken: Cancel).CountAsync(Cancel).AsTask();
        inFlight["write"] = sandbox.Files.WriteAllTextAsync("/tmp/text", "text", Cancel);
        inFlight["destroy"] = sandbox.DestroyAsync(Cancel);

        var outcomes = new List<string>();
        foreach (var (operation, task) in inFlight)
        {
            outcomes.Add($"{operation}: {await DescribeAsync(task)}");
        }

        await engine.StartAgainAsync(Cancel);
        Assert.Equal(inFlight.Keys.Select(operation => $"{operation}: transient"), outcomes);
        Assert.Equal([sandbox.Id], await provider.ListAsync(cancellationToken: Cancel).Select(info => info.Id).ToArrayAsync(Cancel));
        await provider.DestroyAsync(sandbox.Id, Cancel);
        await using var next = await provider.CreateAsync(cancellationToken: Cancel);
        Assert.Equal("again\n", (await next.RunAsync(Command.Create("echo", "again"), Cancel)).StandardOutputText);
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task The_reaper_finds_what_was_left_when_engine_and_owner_were_killed(string name)
    {
        var kind = TestEngine.Needed(name);
        var directory = Directory.CreateTempSubdirectory("compute-docker-owner-");
        try
        {
            await using var engine = await OwnEngine.StartAsync(kind, Cancel);
            var (owner, detached) = await CrashingOwner.StartAsync(kind, engine.Host, "crash", directory, 0, Cancel);
            using (owner)
            {
                await engine.KillAsync(Cancel);
                owner.Kill();
                await owner.WaitForExitAsync(Cancel);
            }

            await engine.StartAgainAsync(Cancel);
            await using var provider = kind.CreateProvider(engine.Host);
            var reaped = await provider.ReapAsync(Cancel);

            Assert.NotEmpty(reaped);
            using var raw = new RawEngine(engine.Host);
            Assert.Equal([detached], await raw.ListContainersAsync("crash", Cancel));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<string> DescribeAsync(Task task)
    {
        try
        {
            await task.WaitAsync(Bound, Cancel);
            return "success";
        }
        catch (ComputeException error)
        {
            return error.IsTransient ? "transient" : $"{error.GetType().Name}, not transient: {error.Message}";
        }
        catch (Exception other) when (other is not OperationCanceledException)
        {
            return other is TimeoutException ? "it hangs" : $"{other.GetType().Name}: {other.Message}";
        }
    }

    private static async Task ReadAllAsync(ISandboxProcess process)
    {
        await foreach (var _ in process.ReadOutputAsync(cancellationToken: Cancel))
        {
        }
    }

    private static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await condition().WaitAsync(Bound, Cancel))
            {
                return;
            }

            await Task.Delay(50, Cancel);
        }

        Assert.Fail("What was waited for did not come.");
    }
}
