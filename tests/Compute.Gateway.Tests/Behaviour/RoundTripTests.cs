using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Behaviour;

public sealed class RoundTripTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sandbox_lives_its_life_through_the_gateway()
    {
        await using var served = await ServedLocal.StartAsync();
        await using var provider = served.Connect();

        string id;
        await using (var sandbox = await provider.CreateAsync(
            new CreateSandboxOptions { Labels = new Dictionary<string, string> { ["team"] = "blue" } }, Cancellation))
        {
            id = sandbox.Id;
            var result = await sandbox.RunAsync(Command.Shell("echo out; echo err >&2; exit 3"), Cancellation);
            Assert.Equal((3, "out\n", "err\n"), (result.ExitCode, result.StandardOutputText, result.StandardErrorText));

            Assert.NotNull(await provider.GetAsync(id, Cancellation));
            var filter = new SandboxFilter { Labels = new Dictionary<string, string> { ["team"] = "blue" } };
            var listed = await provider.ListAsync(filter, Cancellation).ToListAsync(Cancellation);
            Assert.Equal([id], listed.Select(info => info.Id));
            Assert.Equal("blue", Assert.Single(listed[0].Labels).Value);
            Assert.NotNull(listed[0].Owner);
        }

        Assert.Null(await provider.GetAsync(id, Cancellation));
    }

    /// <summary>Why a process ended is known to who follows it, also if somebody else killed it.</summary>
    [Theory]
    [InlineData(ExecutionOutcome.TimedOut)]
    [InlineData(ExecutionOutcome.Killed)]
    public async Task How_a_process_was_ended_is_told_to_everybody(ExecutionOutcome outcome)
    {
        await using var served = await ServedLocal.StartAsync();
        await using var provider = served.Connect();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);
        using var http = served.Http();
        var timeout = outcome == ExecutionOutcome.TimedOut ? ",\"timeout\":\"00:00:01\"" : "";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"sandboxes/{sandbox.Id}/processes")
        {
            Content = new StringContent(
                $$"""{"arguments":["sleep","3600"]{{timeout}}}""", System.Text.Encoding.UTF8, "application/json"),
        };
        using var started = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var id = started.Headers.GetValues("Compute-Process-Id").Single();
        Assert.True(sandbox.TryGet<IProcessTable>(out var table));
        await using var process = await table.AttachProcessAsync(id, Cancellation);
        if (outcome == ExecutionOutcome.Killed)
        {
            using var killed = await http.PostAsync($"sandboxes/{sandbox.Id}/processes/{id}/kill", null, Cancellation);
        }

        Assert.Equal(outcome, (await process!.WaitAsync(Cancellation)).Outcome);
    }
}
