namespace Compute.Providers.Docker.Tests;

/// <summary>Commands share a shell that stays in the container, and nobody notices but by the time.</summary>
public sealed class ShellSessionTests
{
    /// <summary>What an engine starts has no parent that is seen inside; a command in a shell has.</summary>
    private static readonly Command Parent = Command.Shell("printf %s \"$PPID\"");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task Commands_share_a_shell_from_the_second_on_unless_it_is_switched_off(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var starting = DockerProvider.Create(engine.Options() with { ShellSessions = false });
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        await using var same = (await starting.GetAsync(sandbox.Id, Cancel))!;
        foreach (var expected in new[] { false, true, true })
        {
            Assert.Equal(expected, await IsInShellAsync(sandbox, Parent));
            Assert.False(await IsInShellAsync(same, Parent));
        }
    }

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task A_user_without_rights_on_a_root_that_nobody_can_write_to_has_a_shell_of_its_own(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Security = new SecurityProfile { ReadOnlyRoot = true } }, Cancel);
        await sandbox.RunAsync(Parent, Cancel);
        foreach (var user in new[] { "tester", "root", "tester", "root" })
        {
            Assert.True(await IsInShellAsync(sandbox, Parent with { User = user }));
            Assert.Equal($"{user}\n", (await sandbox.RunAsync(Command.Create("id", "-un") with { User = user }, Cancel)).StandardOutputText);
        }
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task A_sandbox_that_is_let_go_keeps_no_shell(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        var before = await CountProcessesAsync(sandbox);
        await using (var borrowed = (await provider.GetAsync(sandbox.Id, Cancel))!)
        {
            await borrowed.RunAsync(Parent, Cancel);
            Assert.True(await IsInShellAsync(borrowed, Parent));
            Assert.True(await CountProcessesAsync(sandbox) > before);
        }

        for (var i = 0; await CountProcessesAsync(sandbox) > before; i++)
        {
            Assert.True(i < 600);
            await Task.Delay(50, Cancel);
        }
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task A_sandbox_that_others_pause_refuses_commands_and_never_runs_them(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        using var raw = new RawEngine(engine.Host!);
        await sandbox.RunAsync(Parent, Cancel);
        Assert.True(await IsInShellAsync(sandbox, Parent));
        await raw.PostAsync($"containers/{sandbox.Id}/pause", Cancel);
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync(Command.Create("touch", "/tmp/ran"), Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel));
        await raw.PostAsync($"containers/{sandbox.Id}/unpause", Cancel);
        Assert.Equal(1, (await sandbox.RunAsync(Command.Shell("sleep 0.5; test -e /tmp/ran"), Cancel)).ExitCode);
    }

    private static async Task<bool> IsInShellAsync(DockerProvider.Sandbox sandbox, Command command) =>
        (await sandbox.RunAsync(command, Cancel)).EnsureSuccess().StandardOutputText != "0";

    private static async Task<int?> CountProcessesAsync(DockerProvider.Sandbox sandbox) => (await sandbox.GetMetricsAsync(Cancel)).ProcessCount;
}
