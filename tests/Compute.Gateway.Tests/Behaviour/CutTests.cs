using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Behaviour;

/// <summary>Connections that are cut at any byte.</summary>
public sealed class CutTests
{
    private const int Lines = 20_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Output_is_whole_and_in_order_and_each_command_runs_once(int seed)
    {
        await using var served = await ServedLocal.StartAsync();
        await using var direct = served.Connect();
        await using var created = await direct.CreateAsync(cancellationToken: Cancellation);
        await using var proxy = new CuttingProxy(served.Address, seed);
        await using var provider = served.Connect(address: proxy.Address);
        await using var sandbox = await provider.GetAsync(created.Id, Cancellation);

        for (var i = 0; i < 5; i++)
        {
            var result = await sandbox!.RunAsync(Command.Shell($"echo run >> runs; seq {Lines}; echo done >&2"), Cancellation);

            Assert.Equal((0, "done\n"), (result.ExitCode, result.StandardErrorText));
            Assert.Equal(string.Concat(Enumerable.Range(1, Lines).Select(line => $"{line}\n")), result.StandardOutputText);
            Assert.Equal(i + 1, (await created.Files.ReadAllTextAsync("runs", Cancellation)).Count(c => c == '\n'));
        }

        Assert.InRange(proxy.Cuts, 1, int.MaxValue);
    }

    [Fact]
    public async Task Input_arrives_once_and_whole()
    {
        await using var served = await ServedLocal.StartAsync();
        await using var direct = served.Connect();
        await using var created = await direct.CreateAsync(cancellationToken: Cancellation);
        await using var proxy = new CuttingProxy(served.Address, seed: 7);
        await using var provider = served.Connect(address: proxy.Address);
        await using var sandbox = await provider.GetAsync(created.Id, Cancellation);
        var expected = string.Concat(Enumerable.Range(0, 60_000).Select(line => $"{line}\n"));

        var result = await sandbox!.RunAsync(
            Command.Create("cat") with { StandardInput = CommandInput.FromText(expected) }, Cancellation);

        Assert.Equal(expected, result.StandardOutputText);
        Assert.InRange(proxy.Cuts, 1, int.MaxValue);
    }

    [Fact]
    public async Task A_creation_whose_responses_are_lost_makes_one_sandbox()
    {
        await using var served = await ServedLocal.StartAsync();
        await using var provider = served.Connect();
        served.LoseCreations(2);

        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        var listed = await provider.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation);
        Assert.Equal([sandbox.Id], listed.Select(info => info.Id));
    }

    [Fact]
    public async Task A_watch_misses_nothing_while_its_connection_is_cut()
    {
        const int Files = 600;
        await using var served = await ServedLocal.StartAsync();
        await using var direct = served.Connect();
        await using var created = await direct.CreateAsync(cancellationToken: Cancellation);
        await created.Files.CreateDirectoryAsync("watched", Cancellation);
        await using var proxy = new CuttingProxy(served.Address, seed: 11);
        await using var provider = served.Connect(address: proxy.Address);
        await using var sandbox = await provider.GetAsync(created.Id, Cancellation);
        Assert.True(sandbox!.TryGet<IFileWatcher>(out var watcher));
        var seen = new List<string>();
        var begun = new TaskCompletionSource();
        var watching = Task.Run(
            async () =>
            {
                await foreach (var change in watcher.WatchAsync("watched", Cancellation))
                {
                    begun.TrySetResult();
                    if (change.Kind == FileChangeKind.Created)
                    {
                        seen.Add(change.Path.Split('/')[^1]);
                    }

                    if (seen.Count == Files)
                    {
                        return;
                    }
                }
            },
            Cancellation);

        await begun.Task.WaitAsync(Cancellation);
        for (var i = 0; i < Files; i++)
        {
            await created.Files.WriteAllTextAsync($"watched/{i:D3}", "", Cancellation);
        }

        await watching;
        Assert.Equal(Enumerable.Range(0, Files).Select(i => $"{i:D3}"), seen);
        Assert.InRange(proxy.Cuts, 1, int.MaxValue);
    }

    [Fact]
    public async Task A_gateway_that_is_gone_is_a_typed_error_and_no_outcome()
    {
        ISandboxProvider provider;
        ISandboxProcess process;
        await using (var served = await ServedLocal.StartAsync())
        {
            provider = served.Connect(reconnectTimeout: TimeSpan.FromMilliseconds(100));
            var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Ownership = Ownership.Detached }, Cancellation);
            process = await sandbox.StartAsync(Command.Shell("echo one; exec sleep 600"), Cancellation);
            await using var first = process.ReadOutputAsync(cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
            Assert.True(await first.MoveNextAsync());
            await using var direct = served.Connect();
            await direct.DestroyAsync(sandbox.Id, Cancellation);
            await Assert.ThrowsAnyAsync<ComputeException>(() => process.WaitAsync(Cancellation));
        }

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => provider.CreateAsync(cancellationToken: Cancellation));
        Assert.Equal("remote", error.ProviderName);
        await provider.DisposeAsync();
    }
}
