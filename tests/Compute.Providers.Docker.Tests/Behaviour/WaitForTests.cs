namespace Compute.Providers.Docker.Tests;

/// <summary>A creation returns when the sandbox is what its creator waits for, and fails when it does not become so.</summary>
public sealed class WaitForTests
{
    private const string Server = "sleep 1; echo about to serve; mkdir /www; echo ready > /www/index.html; exec httpd -f -p 8080 -h /www";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task All_that_is_waited_for_has_come_about(string name)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        var options = new CreateSandboxOptions().With(new DockerCreateOptions
        {
            Command = ["/bin/sh", "-c", Server],
            WaitFor = [WaitFor.LogLine("about to serve"), WaitFor.Port(8080), WaitFor.Command(["test", "-e", "/www/index.html"])],
        });
        await using var sandbox = await provider.CreateAsync(options, Cancel);
        Assert.Equal("ready\n", (await sandbox.RunAsync(Command.Create("cat", "/www/index.html"), Cancel)).StandardOutputText);
        Assert.True((await sandbox.RunAsync(Command.Shell("grep -qi ':1F90 .* 0A ' /proc/net/tcp /proc/net/tcp6"), Cancel)).IsSuccess);
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task What_does_not_come_about_is_a_time_out_that_says_what_it_was_and_leaves_nothing(string name, string what)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        var wait = what switch
        {
            "port 8081" => WaitFor.Port(8081, Soon),
            "a line with 'never' in the log" => WaitFor.LogLine("never", Soon),
            _ => WaitFor.Command(["false"], Soon),
        };
        var mark = new Dictionary<string, string> { [$"wait-{Guid.NewGuid():n}"] = "1" };
        var error = await Assert.ThrowsAsync<ProviderTimeoutException>(
            () => provider.CreateAsync(new CreateSandboxOptions { Labels = mark }.With(new DockerCreateOptions { WaitFor = [wait] }), Cancel));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await provider.ListAsync(new SandboxFilter { Labels = mark }, Cancel).CountAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task A_sandbox_that_ends_while_it_is_waited_for_is_an_error_and_leaves_nothing(string name)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        var mark = new Dictionary<string, string> { [$"wait-{Guid.NewGuid():n}"] = "1" };
        var options = new CreateSandboxOptions { Labels = mark }.With(new DockerCreateOptions
        {
            Command = ["/bin/sh", "-c", "sleep 1"],
            WaitFor = [WaitFor.Port(8080)],
        });
        await Assert.ThrowsAnyAsync<ComputeException>(() => provider.CreateAsync(options, Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Equal(0, await provider.ListAsync(new SandboxFilter { Labels = mark }, Cancel).CountAsync(Cancel));
    }

    public static MatrixTheoryData<string, string> Impossible => new([TestEngine.Podman.Name, TestEngine.Docker.Name], ["port 8081", "a line with 'never' in the log", "'false' to succeed"]);
}
