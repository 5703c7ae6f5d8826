using System.Net;
using System.Text;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Running;

/// <summary>A gateway process that is asked to end, or is killed.</summary>
public sealed class ShutdownTests : IAsyncLifetime
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("compute-gateway-process-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Needed.Linux("Signals and process ids are Linux's.");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var last = await GatewayProcess.StartAsync(_state.FullName))
        {
            await using var provider = last.Connect();
            await foreach (var left in provider.ListAsync())
            {
                await provider.DestroyAsync(left.Id);
            }
        }

        _state.Delete(recursive: true);
    }

    [Fact]
    public async Task A_command_that_runs_ends_by_itself_and_nothing_new_begins()
    {
        await using var gateway = await GatewayProcess.StartAsync(_state.FullName);
        await using var provider = gateway.Connect();
        var sandbox = await CreateAsync(provider);
        await using var process = await sandbox.StartAsync(
            Command.Shell("echo begun; until [ -e go ]; do sleep 0.1; done; echo done; exit 7"), Cancellation);
        await BegunAsync(process);

        await gateway.TerminateAsync();
        using var http = gateway.Http();
        await EventuallyAsync(async () =>
        {
            using var ready = await http.GetAsync("ready", Cancellation);
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
        });
        using var refused = await http.PostAsync("sandboxes", new StringContent("{}", Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.True(refused.Headers.ConnectionClose);
        using var written = await http.PutAsync($"sandboxes/{sandbox.Id}/files/content?path=go", new StringContent(""), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, written.StatusCode);

        var result = await process.WaitAsync(Cancellation);
        Assert.Equal((7, "begun\ndone\n"), (result.ExitCode, result.StandardOutputText));
        Assert.Equal(0, await gateway.WaitAsync());
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_killed_after_a_while_and_its_caller_told()
    {
        string id;
        await using (var gateway = await GatewayProcess.StartAsync(_state.FullName, shutdownGrace: TimeSpan.FromSeconds(1)))
        {
            await using var provider = gateway.Connect();
            var sandbox = await CreateAsync(provider);
            id = sandbox.Id;
            await using var process = await sandbox.StartAsync(Command.Shell("echo begun; echo $$ > pid; exec sleep 3600"), Cancellation);
            await BegunAsync(process);

            await gateway.TerminateAsync();

            var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation));
            Assert.True(error.IsOutcomeUnknown);
            Assert.Equal(0, await gateway.WaitAsync());
        }

        await using var next = await GatewayProcess.StartAsync(_state.FullName);
        await using var found = next.Connect();
        await using var again = await found.GetAsync(id, Cancellation);
        var gone = await again!.RunAsync(Command.Shell("kill -0 $(cat pid) 2>/dev/null"), Cancellation);
        Assert.NotEqual(0, gone.ExitCode);
    }

    [Fact]
    public async Task The_sandboxes_of_a_killed_gateway_are_found_by_the_next_one_and_end_with_their_lifetime()
    {
        string kept, ending;
        await using (var gateway = await GatewayProcess.StartAsync(_state.FullName))
        {
            await using var provider = gateway.Connect();
            var sandbox = await CreateAsync(provider);
            await sandbox.Files.WriteAllTextAsync("kept", "here", Cancellation);
            var limited = await provider.CreateAsync(
                new CreateSandboxOptions { Ownership = Ownership.Detached, Lifetime = TimeSpan.FromSeconds(5) }, Cancellation);
            (kept, ending) = (sandbox.Id, limited.Id);
            await using var process = await sandbox.StartAsync(Command.Shell("echo begun; exec sleep 3600"), Cancellation);
            await BegunAsync(process);

            gateway.Kill();
            Assert.Equal(137, await gateway.WaitAsync());
            var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation));
            Assert.Equal("remote", error.ProviderName);
        }

        await using var next = await GatewayProcess.StartAsync(_state.FullName);
        await using var found = next.Connect();
        await using var again = await found.GetAsync(kept, Cancellation);
        Assert.Equal("here", await again!.Files.ReadAllTextAsync("kept", Cancellation));
        Assert.Equal(0, (await again.RunAsync(Command.Create("true"), Cancellation)).ExitCode);
        await EventuallyAsync(async () => !await found.ListAsync(cancellationToken: Cancellation).AnyAsync(info => info.Id == ending, Cancellation));
    }

    private static Task<ISandbox> CreateAsync(ISandboxProvider provider) =>
        provider.CreateAsync(new CreateSandboxOptions { Ownership = Ownership.Detached }, Cancellation);

    private static async Task BegunAsync(ISandboxProcess process)
    {
        await using var output = process.ReadOutputAsync(cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await output.MoveNextAsync());
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(100, Cancellation);
        }

        Assert.Fail("It did not come to that within a minute.");
    }
}
