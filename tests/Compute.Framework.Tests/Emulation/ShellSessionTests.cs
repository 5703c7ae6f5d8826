using System.Diagnostics;
using Compute.Framework.Authoring;
using Compute.Framework.Emulation;
using Compute.Framework.Runtime;
using Compute.Framework.Tests.Runtime;

namespace Compute.Framework.Tests.Emulation;

/// <summary>Commands in a shell that stays: what one does is nothing to the next.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
[Collection("Emulation")]
public class ShellSessionTests
{
    /// <summary>The first command is started by itself, the second one starts the shell.</summary>
    private const int WithOneShell = 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shells => TestShell.All;

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Many_commands_share_a_shell(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        foreach (var code in new[] { 0, 1, 2, 126, 127, 128, 255 })
        {
            var result = await box.ShellAsync("printf 'o\\000\\377'; printf err >&2; exit $1", $"{code}");
            Assert.Equal((ExecutionOutcome.Exited, code), (result.Outcome, result.ExitCode));
            Assert.Equal([(byte)'o', 0, 255], result.StandardOutput.ToArray());
            Assert.Equal("err", result.StandardErrorText);
        }

        Assert.Equal(WithOneShell, box.Shell.Commands);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Arguments_and_variables_arrive_unchanged(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        var utf8 = string.Concat(Enumerable.Range(0x80, 0x780).Select(value => (char)value));
        string[] values = ["a b", " ", "'\"", "$HOME `id` $(id)", "line\nline\n", "\n", "", "é🙂", utf8, "-n", "*", "\\", "\\\n", "%s", "a=b", "--", "\r", "\t"];
        var result = await box.ShellAsync("printf '%s\\0' \"$@\"", values);
        Assert.Equal(string.Concat(values.Select(value => value + "\0")), result.StandardOutputText);
        foreach (var value in values)
        {
            result = await box.RunAsync(Command.Shell("printf '%s|%s' \"$VALUE\" \"$n\"") with { Environment = new Dictionary<string, string> { ["VALUE"] = value, ["n"] = "2" } });
            Assert.Equal(value + "|2", result.StandardOutputText);
        }

        Assert.Equal("unset", (await box.ShellAsync("printf '%s' \"${VALUE-unset}\"")).StandardOutputText);
        Assert.Equal(WithOneShell, box.Shell.Commands);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Nothing_of_a_command_is_left_for_the_next(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        await box.ShellAsync("true");
        const string State = "pwd; umask; ulimit -n; printf '%s' \"${LEFT-unset}\"; trap; env | grep -v '^CFW' | sort; kill -0 0";
        var before = (await box.ShellAsync(State)).StandardOutputText;
        foreach (var script in new[] { "cd /; umask 0; ulimit -n 17; LEFT=1; export LEFT; trap '' TERM; set -e", "exec 0<&- 1>&- 2>&-", "set -u; exec >/dev/null", "cat; read line; exit 9" })
        {
            await box.ShellAsync(script);
            Assert.Equal(before, (await box.ShellAsync(State)).StandardOutputText);
        }

        Assert.Equal(WithOneShell, box.Shell.Commands);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_command_that_kills_itself_or_its_group_leaves_the_shell(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        foreach (var (script, signal) in new[] { ("kill -9 $$", 9), ("kill -15 $$; sleep 9", 15), ("kill -2 $$; sleep 9", 2), ("kill -9 0", 9), ("sleep 9 & kill 0; wait", 15) })
        {
            var result = await box.ShellAsync($"printf before; {script}");
            Assert.Equal((ExecutionOutcome.Signaled, (int?)signal), (result.Outcome, result.Signal?.Number));
            Assert.Equal("before", result.StandardOutputText);
            Assert.Equal("", result.StandardErrorText);
        }

        Assert.Equal(WithOneShell, box.Shell.Commands);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Output_of_a_child_that_is_left_belongs_to_its_command(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        var slow = box.ShellAsync("(sleep 1; printf late; printf err >&2) & printf early");
        await Task.Delay(300, Token);
        var meanwhile = await box.ShellAsync("printf meanwhile");
        Assert.Equal(("meanwhile", ""), (meanwhile.StandardOutputText, meanwhile.StandardErrorText));
        Assert.Equal(("earlylate", "err"), ((await slow).StandardOutputText, (await slow).StandardErrorText));
        Assert.Equal("next", (await box.ShellAsync("printf next")).StandardOutputText);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_child_that_holds_no_output_runs_on(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        await box.ShellAsync("(i=0; until test -e go || test $i = 600; do i=$((i+1)); sleep 0.05; done; printf x >alive) </dev/null >/dev/null 2>&1 &");

        // The next command's kill must not reach it.
        var result = await box.RunAsync(Command.Create("sleep", "30") with { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(ExecutionOutcome.TimedOut, result.Outcome);
        await box.ShellAsync(">go");
        await box.EventuallyAsync("test -s alive");
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_timeout_kills_the_tree_and_keeps_the_output(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        var beside = box.ShellAsync("sleep 2; printf beside");
        const string Beat = "i=0; while [ $i -lt 300 ]; do printf x >>beats; i=$((i+1)); sleep 0.1; done";
        var result = await box.RunAsync(
            Command.Shell("printf before; printf err >&2; (sh -c \"$1\" & setsid sh -c \"$1\" & wait) & trap '' TERM; sleep 60", Beat) with { Timeout = TimeSpan.FromSeconds(0.7) });
        Assert.Equal(ExecutionOutcome.TimedOut, result.Outcome);
        Assert.Equal(("before", "err"), (result.StandardOutputText, result.StandardErrorText));
        Assert.True((await box.ShellAsync("a=$(wc -c <beats); sleep 0.5; test \"$a\" = \"$(wc -c <beats)\"")).IsSuccess);
        Assert.Equal("beside", (await beside).StandardOutputText);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_cancelled_command_is_gone(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        await box.ShellAsync("true");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var run = box.Sandbox.RunAsync(Command.Shell("while :; do printf x >>beats; sleep 0.1; done"), source.Token);
        await box.EventuallyAsync("test -s beats");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True((await box.ShellAsync("a=$(wc -c <beats); sleep 0.5; test \"$a\" = \"$(wc -c <beats)\"")).IsSuccess);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_command_whose_shell_dies_is_not_run_again(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        await box.ShellAsync("true");
        foreach (var victim in new Func<string>[] { () => "$PPID", () => $"{box.ShellId}" })
        {
            await Assert.ThrowsAsync<SandboxUnavailableException>(() => box.ShellAsync($"printf x >>runs; kill -9 {victim()}; sleep 0.5"));
            Assert.Equal("x", (await box.ShellAsync("cat runs; rm runs")).StandardOutputText);
            await box.ShellAsync("true");
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_shell_that_died_before_is_replaced(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        await box.ShellAsync("true");
        await RunHereAsync($"kill -9 {string.Join(' ', await box.FamilyAsync())}");
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await box.ShellAsync("printf x >>runs")).IsSuccess);
        }

        Assert.Equal("xxx", (await box.ShellAsync("cat runs")).StandardOutputText);
        Assert.Equal(WithOneShell + 2, box.Shell.Commands);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_command_that_a_frozen_shell_did_not_take_is_never_run_by_it(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        await box.ShellAsync("true");
        var family = string.Join(' ', await box.FamilyAsync());
        await RunHereAsync($"kill -STOP {family}");
        Assert.True((await box.ShellAsync("printf x >>runs")).IsSuccess);
        await RunHereAsync($"kill -CONT {family}");
        await box.EventuallyAsync($"! kill -0 {box.ShellId}");
        Assert.Equal("x", (await box.ShellAsync("cat runs")).StandardOutputText);
    }

    [Fact]
    public async Task A_sandbox_without_the_tools_has_no_shell_that_stays()
    {
        await using var box = await Box.CreateAsync("dash", withTools: false);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("out", (await box.ShellAsync("printf out")).StandardOutputText);
        }

        // One shell was tried, once.
        Assert.Equal(1 + 4 + 1, box.Shell.Commands);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task What_cannot_be_started_is_no_exit_code(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        await box.ShellAsync("true");
        await File.WriteAllTextAsync(Path.Combine(box.Shell.Work, "plain"), "no program", Token);
        foreach (var command in new[] { Command.Create("no-such-program"), Command.Create("./plain"), Command.Create("true") with { WorkingDirectory = "missing" } })
        {
            Assert.Equal(ExecutionOutcome.FailedToStart, (await box.RunAsync(command)).Outcome);
        }

        Directory.CreateDirectory(Path.Combine(box.Shell.Work, "sub"));
        Assert.Equal(Path.Combine(box.Shell.Work, "sub") + "\n", (await box.RunAsync(Command.Create("pwd") with { WorkingDirectory = "sub" })).StandardOutputText);
        Assert.Equal(WithOneShell, box.Shell.Commands);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task What_a_shell_cannot_take_is_started_by_itself(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        await box.ShellAsync("true");
        var before = box.Shell.Commands;
        var fed = await box.RunAsync(Command.Create("cat") with { StandardInput = CommandInput.FromText("in") });
        var odd = await box.RunAsync(Command.Create("cat", "/proc/self/environ") with { Environment = new Dictionary<string, string> { ["a.b"] = "odd" } });
        var split = await box.RunAsync(Command.Shell("printf %s \"$1\"", "a b") with { Environment = new Dictionary<string, string> { ["IFS"] = "x" } });
        var large = await box.ShellAsync("printf %s \"${#1}\"", new string('x', 20_000));
        Assert.Equal(("in", "a b", "20000"), (fed.StandardOutputText, split.StandardOutputText, large.StandardOutputText));
        Assert.Contains("a.b=odd", odd.StandardOutputText, StringComparison.Ordinal);
        Assert.Equal(before + 4, box.Shell.Commands);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Many_commands_at_once_share_a_few_shells(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        for (var round = 0; round < 3; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => box.ShellAsync("printf 'out %s' $1; printf 'err %s' $1 >&2; exit $1", $"{number}")));
            Assert.Equal(Enumerable.Range(0, 16).Select(number => ((int?)number, $"out {number}", $"err {number}")), results.Select(result => (result.ExitCode, result.StandardOutputText, result.StandardErrorText)));
        }

        Assert.InRange(box.Shell.Commands, 5, 3 * 16 - 4);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Much_output_on_both_streams_arrives_whole(string shell)
    {
        await using var box = await Box.CreateAsync(shell);
        await box.ShellAsync("true");
        const int Bytes = 5_000_000;
        var result = await box.ShellAsync("head -c $1 /dev/zero >&2 & head -c $1 /dev/zero | tr '\\0' a; wait", $"{Bytes}");
        Assert.Equal((Bytes, Bytes), (result.StandardOutput.Length, result.StandardError.Length));
        Assert.Equal(-1, result.StandardOutput.Span.IndexOfAnyExcept((byte)'a'));
        Assert.Equal(-1, result.StandardError.Span.IndexOfAnyExcept((byte)0));
        Assert.Equal(WithOneShell, box.Shell.Commands);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_sandbox_that_is_let_go_has_no_shell(string shell)
    {
        int[] family;
        await using (var box = await Box.CreateAsync(shell))
        {
            await box.ShellAsync("true");
            family = [.. await box.FamilyAsync()];
        }

        await Eventually.EmptyAsync(() => family.Where(id => Directory.Exists($"/proc/{id}")).ToList());
    }

    [Fact]
    public async Task An_author_switches_it_off()
    {
        await using var box = await Box.CreateAsync("dash", isOn: false);
        await box.ShellAsync("true");
        await box.ShellAsync("true");
        Assert.Equal(3, box.Shell.Commands);
    }

    private static async Task RunHereAsync(string script)
    {
        using var process = Process.Start("/bin/sh", ["-c", script]);
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>A process and what descends from it.</summary>
    private static List<int> Family(int root)
    {
        var family = new List<int> { root };
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).ToDictionary(name => int.Parse(name!), name => ParentOf(name!));
        for (var i = 0; i < family.Count; i++)
        {
            family.AddRange(parents.Where(process => process.Value == family[i]).Select(process => process.Key));
        }

        return family;
    }

    private static int ParentOf(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private sealed class Sessions(bool isOn) : IShellSessions
    {
        public bool UsesShellSessions => isOn;
    }

    /// <summary>A sandbox whose processes are this machine's, after its first command.</summary>
    private sealed class Box(TestShell shell, ProviderRuntime<RecordingDriver.Handle> runtime, ISandbox sandbox, List<ProcessChannel> shells) : IAsyncDisposable
    {
        public TestShell Shell => shell;

        public ISandbox Sandbox => sandbox;

        /// <summary>The shell that was started last.</summary>
        public int ShellId => int.Parse(shells[^1].ProcessId);

        public static async Task<Box> CreateAsync(string name, bool withTools = true, bool isOn = true)
        {
            var shell = new TestShell(name, withTools);
            var shells = new List<ProcessChannel>();
            var driver = new RecordingDriver
            {
                Shells = new Sessions(isOn),
                Start = command =>
                {
                    lock (shells)
                    {
                        var process = shell.Start(command);
                        if (command.Arguments.Contains(ShellSessionScript.Run))
                        {
                            shells.Add(process);
                        }

                        return process;
                    }
                },
            };
            driver.Declared = new ProviderManifest("recording", "Recording")
            {
                Operations = [.. driver.Declared.Operations.Where(operation => operation != SandboxOperation.RunCommand)],
                Honored = new Dictionary<SandboxOperation, IReadOnlyList<string>>
                {
                    [SandboxOperation.CreateSandbox] = [nameof(CreateSandboxOptions.Labels)],
                    [SandboxOperation.StartProcess] = [nameof(Command.Arguments), nameof(Command.Environment), nameof(Command.WorkingDirectory)],
                },
                HandleShowsLabels = true,
            };
            var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);
            var box = new Box(shell, runtime, await runtime.CreateAsync<ISandbox>(null, Token), shells);
            Assert.True((await box.ShellAsync(":")).IsSuccess);
            return box;
        }

        public Task<ExecutionResult> RunAsync(Command command) => sandbox.RunAsync(command, Token).WaitAsync(TimeSpan.FromSeconds(60), Token);

        public Task<ExecutionResult> ShellAsync(string script, params string[] arguments) => RunAsync(Command.Create("/bin/sh", ["-c", script, "sh", .. arguments]));

        public async Task EventuallyAsync(string script)
        {
            for (var i = 0; !(await ShellAsync(script)).IsSuccess; i++)
            {
                Assert.True(i < 600, script);
                await Task.Delay(50, Token);
            }
        }

        /// <summary>The processes of the shell, once all are there that wait for a command.</summary>
        public async Task<List<int>> FamilyAsync()
        {
            for (var i = 0; ; i++)
            {
                if (Family(ShellId) is { Count: 6 } family)
                {
                    return family;
                }

                Assert.True(i < 600);
                await Task.Delay(50, Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await sandbox.DisposeAsync();
            await runtime.DisposeAsync();
            shell.Dispose();
        }
    }
}
