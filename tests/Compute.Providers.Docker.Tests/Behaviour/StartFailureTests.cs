namespace Compute.Providers.Docker.Tests;

/// <summary>A command that cannot be started says so, within its time: the first of a sandbox as every later one, in a shell that stays or not.</summary>
public sealed class StartFailureTests
{
    /// <summary>Far more than any engine takes; what waits for ever is ended by it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task A_user_or_group_that_is_not_there(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        foreach (var user in new[] { "nosuch", "0:nosuch" })
        {
            await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
            var command = Command.Create("id") with { User = user, Timeout = TimeSpan.FromMinutes(1) };
            for (var i = 0; i < 3; i++)
            {
                await FailsAsync(sandbox, command, "nosuch");
            }

            await using var process = await sandbox.StartAsync(command, Cancel);
            Assert.Equal(ExecutionOutcome.FailedToStart, (await process.WaitAsync(Cancel).WaitAsync(Patience, Cancel)).Outcome);
            await IsWellAsync(sandbox);

            // Others have a shell that stays all the same.
            Assert.NotEqual("0", (await sandbox.RunAsync(Command.Shell("printf %s \"$PPID\""), Cancel)).StandardOutputText);
        }
    }

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task The_sandboxs_directory_is_gone(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { WorkingDirectory = "/gone" }, Cancel);
        await IsWellAsync(sandbox);
        await IsWellAsync(sandbox);
        (await sandbox.RunAsync(Command.Shell("rm -rf \"$PWD\""), Cancel)).EnsureSuccess();
        for (var i = 0; i < 3; i++)
        {
            await FailsAsync(sandbox, Command.Create("id") with { Timeout = TimeSpan.FromMinutes(1) }, engine.Runtime is null ? "directory" : "could not start");
            var elsewhere = Command.Create("pwd") with { WorkingDirectory = "/tmp", Timeout = TimeSpan.FromMinutes(1) };
            Assert.Equal("/tmp\n", (await sandbox.RunAsync(elsewhere, Cancel).WaitAsync(Patience, Cancel)).EnsureSuccess().StandardOutputText);
        }

        // What runs for too long is killed all the same.
        var slow = Command.Create("sleep", "1000") with { WorkingDirectory = "/tmp", Timeout = TimeSpan.FromSeconds(1) };
        Assert.Equal(ExecutionOutcome.TimedOut, (await sandbox.RunAsync(slow, Cancel).WaitAsync(Patience, Cancel)).Outcome);
        (await sandbox.RunAsync(Command.Shell("mkdir /gone") with { WorkingDirectory = "/" }, Cancel)).EnsureSuccess();
        await IsWellAsync(sandbox);
    }

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task A_file_that_the_kernel_does_not_execute(string name)
    {
        const string Files = """
            cd /tmp
            printf '#!/bin/sh\r\nexit 0\r\n' >windows
            printf '#!/no/such/interpreter\n' >orphan
            printf 'exit 0\n' >plain
            printf '' >empty
            mkdir directory
            chmod 755 windows orphan plain empty
            printf '#!/bin/sh\n' >denied
            chmod 644 denied
            """;
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        (await sandbox.RunAsync(Command.Shell(Files), Cancel)).EnsureSuccess();
        foreach (var file in new[] { "windows", "orphan", "plain", "empty", "directory", "denied", "absent" })
        {
            var command = Command.Create($"/tmp/{file}");
            await FailsAsync(sandbox, command, file);
            await FailsAsync(sandbox, command with { StandardInput = CommandInput.FromText("input") }, file);
            await using var process = await sandbox.StartAsync(command, Cancel);
            Assert.Equal(ExecutionOutcome.FailedToStart, (await process.WaitAsync(Cancel).WaitAsync(Patience, Cancel)).Outcome);
        }

        if (engine.Runtime is null)
        {
            // A kernel of its own may take more.
            await FailsAsync(sandbox, Command.Create("echo", new string('x', 200_000)), string.Empty);
        }

        await IsWellAsync(sandbox);
        var says = Command.Shell("echo cfw-0123456789abcdef: 1: exec: x: not found >&2; exit 127");
        Assert.Equal((127, "cfw-0123456789abcdef: 1: exec: x: not found\n"), await CodeAndErrorAsync(sandbox, says));
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task No_process_is_left_to_start(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Resources = new SandboxResources { MaxProcesses = 30 } }, Cancel);
        await IsWellAsync(sandbox);

        // A shell that cannot fork any more ends, which would leave a place: a process takes it.
        const string Fill = "trap 'exec sleep 1000' EXIT; i=0; while [ $i -lt 60 ]; do sleep 1000 </dev/null >/dev/null 2>&1 & i=$((i+1)); done; wait";
        await using var filling = await sandbox.StartAsync(Command.Shell(Fill), Cancel);
        using var full = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        full.CancelAfter(Patience);
        while ((await sandbox.GetMetricsAsync(full.Token)).ProcessCount < 30)
        {
            await Task.Delay(50, full.Token);
        }

        // A place may be free for a moment, when a process that was counted ends.
        for (var refused = 0; refused < 2;)
        {
            var command = Command.Create("id") with { Timeout = TimeSpan.FromMinutes(1) };
            var result = await sandbox.RunAsync(command, full.Token).WaitAsync(Patience, Cancel);
            refused += result.Outcome == ExecutionOutcome.FailedToStart ? 1 : 0;
        }
    }

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task Variables_of_every_name_arrive(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        var variables = new Dictionary<string, string>
        {
            ["with-hyphen"] = "1", ["a.b"] = "two words", ["1st"] = "'\"$HOME`id`", ["lower"] = "x", ["_"] = "own", ["-u"] = "option",
            ["BASH_FUNC_x%%"] = "() { echo no; }", ["IFS"] = "abc", ["UPPER"] = "y", ["\u00fc"] = "\u00fc",
        };
        var command = Command.Create("env") with { Environment = variables };
        for (var i = 0; i < 3; i++)
        {
            Arrived((await sandbox.RunAsync(command, Cancel)).EnsureSuccess().StandardOutputText);
        }

        await using var process = await sandbox.StartAsync(command, Cancel);
        Arrived((await process.WaitAsync(Cancel)).EnsureSuccess().StandardOutputText);
        var refused = await Assert.ThrowsAsync<UnsupportedOptionException>(
            () => provider.CreateAsync(new CreateSandboxOptions { Environment = new Dictionary<string, string> { ["with-hyphen"] = "1" } }, Cancel));
        Assert.Equal("Environment", refused.Option);

        void Arrived(string text)
        {
            var lines = text.Split('\n');
            Assert.All(variables, variable => Assert.Contains($"{variable.Key}={variable.Value}", lines));
            Assert.Single(lines, line => line.StartsWith("CFW", StringComparison.Ordinal));
        }
    }

    private static async Task FailsAsync(DockerProvider.Sandbox sandbox, Command command, string reason)
    {
        var result = await sandbox.RunAsync(command, Cancel).WaitAsync(Patience, Cancel);
        Assert.True(result.Outcome == ExecutionOutcome.FailedToStart, $"{command.Arguments[0]}: {result}, {result.StandardOutputText}{result.StandardErrorText}");
        Assert.Contains(reason, result.FailureReason, StringComparison.Ordinal);
        Assert.Equal(string.Empty, result.StandardOutputText + result.StandardErrorText);
    }

    private static async Task<(int? Code, string Error)> CodeAndErrorAsync(DockerProvider.Sandbox sandbox, Command command)
    {
        var result = await sandbox.RunAsync(command, Cancel).WaitAsync(Patience, Cancel);
        return (result.ExitCode, result.StandardErrorText);
    }

    private static async Task IsWellAsync(DockerProvider.Sandbox sandbox) =>
        Assert.Equal("well\n", (await sandbox.RunAsync(Command.Create("echo", "well"), Cancel).WaitAsync(Patience, Cancel)).EnsureSuccess().StandardOutputText);
}
