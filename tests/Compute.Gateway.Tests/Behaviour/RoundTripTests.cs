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
}
