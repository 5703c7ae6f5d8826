using System.Diagnostics;
using System.Text;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Tests;

public abstract class CommandTests : LocalFixture
{
    [Fact]
    public async Task Output_error_and_exit_code_arrive_apart()
    {
        var sandbox = await CreateAsync();
        var run = await ShellAsync(sandbox, "echo out; echo err >&2; exit 7");
        Assert.Equal(("out\n", "err\n", 7), (run.Output, run.Error, run.ExitCode));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(130)]
    [InlineData(255)]
    public async Task Exit_codes_are_exact(int code)
    {
        var sandbox = await CreateAsync();
        Assert.Equal(code, (await ShellAsync(sandbox, $"exit {code}")).ExitCode);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(6)]
    public async Task A_death_by_signal_is_no_exit_code(int signal)
    {
        var sandbox = await CreateAsync();
        var end = (await ShellAsync(sandbox, $"kill -{signal} $$")).End;
        Assert.Equal((ProcessFrameKind.Signaled, signal), (end.Kind, end.Code));
    }

    [Fact]
    public async Task Arguments_arrive_unchanged()
    {
        var sandbox = await CreateAsync();
        string[] arguments = ["a b", "'", "\"", "$HOME", "`id`", "x\ny", "", "ü€😀", "-n", "*", "\\"];
        var run = await RunAsync(sandbox, ["printf", "%s\\0", .. arguments]);
        Assert.Equal(arguments, run.Output.Split('\0')[..^1]);
    }

    [Fact]
    public async Task The_environment_is_built_from_nothing()
    {
        Environment.SetEnvironmentVariable("COMPUTE_TEST_LEAK", "leaked");
        var sandbox = await CreateAsync(environment: new Dictionary<string, string> { ["A"] = "1", ["B"] = "1" });
        var run = await RunAsync(sandbox, ["env", "-0"], environment: new Dictionary<string, string> { ["B"] = "x\ny=z", ["LD_BIND_NOW"] = "1" });
        var keys = run.Output.Split('\0')[..^1].Select(line => line.Split('=')[0]).Order(StringComparer.Ordinal);
        Assert.Equal(["A", "B", "COMPUTE_COMMAND_ID", "COMPUTE_SANDBOX_ID", "HOME", "LANG", "LD_BIND_NOW", "PATH", "TMPDIR"], keys.Where(key => key != "PWD"));
        Assert.Contains("A=1\0", run.Output, StringComparison.Ordinal);
        Assert.Contains("B=x\ny=z\0", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_and_temporary_directory_are_the_sandboxs_own_and_writable()
    {
        var sandbox = await CreateAsync();
        var run = await ShellAsync(sandbox, "[ \"$HOME\" = \"$(pwd)\" ] && echo x > \"$TMPDIR/x\" && echo y > ~/y && cat \"$TMPDIR/x\" y");
        Assert.Equal(("x\ny\n", 0), (run.Output, run.ExitCode));
    }

    [Theory]
    [InlineData("no-such-program-anywhere")]
    [InlineData("/no/such/program")]
    [InlineData("./not-executable")]
    [InlineData("./no-format")]
    [InlineData("./no-interpreter")]
    [InlineData(".")]
    public async Task What_cannot_be_executed_has_failed_to_start(string program)
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "echo hi > not-executable; echo hi > no-format; chmod +x no-format; printf '#!/no/such\\n' > no-interpreter; chmod +x no-interpreter");
        var run = await RunAsync(sandbox, [program]);
        Assert.Equal(ProcessFrameKind.FailedToStart, run.End.Kind);
        Assert.Contains(program, run.End.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_program_has_failed_to_start()
    {
        Needed.Linux("Programs are in the format ELF there.");
        var program = await File.ReadAllBytesAsync("/bin/sh", Cancel);
        if (!program.AsSpan().StartsWith("\u007FELF\u0002\u0001"u8))
        {
            Needed.NotHere("The shell of this machine has no 64-bit little-endian headers.");
        }

        var sandbox = await CreateAsync();
        foreach (var (name, bytes) in DamagedElf.Of(program).Append(new("machine", [.. program[..18], 0xFE, 0xFE, .. program[20..]])))
        {
            await Provider.WriteFileAsync(sandbox, name, new MemoryStream(bytes), Cancel);
            await ShellAsync(sandbox, $"chmod 755 {name}");
            var outcome = await RunAsync(sandbox, [$"./{name}"]);
            Assert.True(outcome.End.Kind == ProcessFrameKind.FailedToStart, $"{name}: {outcome.End.Kind} {outcome.End.Code}");
        }
    }

    [Fact]
    public async Task The_working_directory_is_where_the_command_starts()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "mkdir -p sub/deep");
        Assert.EndsWith("/sub/deep\n", (await RunAsync(sandbox, ["pwd"], "sub/deep")).Output, StringComparison.Ordinal);
        Assert.Equal("/usr\n", (await RunAsync(sandbox, ["pwd"], "/usr")).Output);
        var missing = await RunAsync(sandbox, ["pwd"], "missing");
        Assert.Equal(ProcessFrameKind.FailedToStart, missing.End.Kind);
    }

    [Fact]
    public async Task The_sandboxs_working_directory_is_the_start_of_relative_paths()
    {
        var sandbox = await CreateAsync(workingDirectory: "some/place");
        Assert.EndsWith("/some/place\n", (await RunAsync(sandbox, ["pwd"])).Output, StringComparison.Ordinal);
        await Provider.WriteFileAsync(sandbox, "f", new MemoryStream("1"u8.ToArray()), Cancel);
        Assert.Equal("1", (await ShellAsync(sandbox, "cat f; test -f ~/some/place/f")).Output);
    }

    [Fact]
    public async Task Input_is_read_to_its_end()
    {
        var sandbox = await CreateAsync();
        var input = new byte[1024 * 1024];
        Random.Shared.NextBytes(input);
        Assert.Equal(input, (await RunAsync(sandbox, ["cat"], input: input)).OutputBytes);
        Assert.Equal(0, (await RunAsync(sandbox, ["true"], input: input)).ExitCode);
        Assert.Empty((await RunAsync(sandbox, ["cat"])).OutputBytes);
    }

    [Fact]
    public async Task Much_output_on_both_streams_does_not_deadlock()
    {
        var sandbox = await CreateAsync();
        var run = await ShellAsync(sandbox, "head -c 10000000 /dev/zero & head -c 10000000 /dev/zero >&2; wait");
        Assert.Equal((10_000_000, 10_000_000), (run.OutputBytes.Length, run.ErrorBytes.Length));
    }

    [Fact]
    public async Task Kill_reaches_grandchildren_in_sessions_of_their_own()
    {
        var sandbox = await CreateAsync();
        await using var channel = await StartAsync(sandbox, ["sh", "-c", "setsid sh -c 'sleep 1234' & (sleep 1235 &) ; echo ready; sleep 1236"]);
        await using var frames = channel.ReadFramesAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await frames.MoveNextAsync());
        Assert.Equal("ready\n", Encoding.UTF8.GetString(frames.Current.Data.Span));
        await channel.KillAsync(Cancel);
        await channel.KillAsync(Cancel);
        while (await frames.MoveNextAsync())
        {
            Assert.Equal((ProcessFrameKind.Signaled, 9), (frames.Current.Kind, frames.Current.Code));
        }

        Assert.Empty(await LivingAsync(sandbox));
    }

    [Fact]
    public async Task Kill_reaches_what_is_being_started()
    {
        // Each process of the chain starts the next one and ends: there is always one that a search has just not seen yet.
        const string Chain = "[ \"$1\" = 0 ] || { sh -c \"$2\" sh $(($1 - 1)) \"$2\" & sh -c \"$2\" sh $(($1 - 1)) \"$2\" & sleep 60; }";
        var sandbox = await CreateAsync();
        var random = new Random(7);
        for (var round = 0; round < 40; round++)
        {
            await using var channel = await StartAsync(sandbox, ["sh", "-c", Chain, "sh", "5", Chain]);
            await Task.Delay(random.Next(0, 12), Cancel);
            await channel.KillAsync(Cancel);
            Assert.True((await LivingAsync(sandbox)).Count == 0, $"After {round} kills that reached everything, one did not.");
        }
    }

    [Fact]
    public async Task A_signal_reaches_the_command()
    {
        var sandbox = await CreateAsync();
        await using var channel = await StartAsync(sandbox, ["sh", "-c", "trap 'echo got; exit 3' USR1; echo ready; while :; do sleep 0.02; done"]);
        var signalled = false;
        var end = default(ProcessFrame);
        var output = new StringBuilder();
        await foreach (var frame in channel.ReadFramesAsync(Cancel))
        {
            if (frame.Kind == ProcessFrameKind.StandardOutput)
            {
                output.Append(Encoding.UTF8.GetString(frame.Data.Span));
                if (!signalled)
                {
                    signalled = true;
                    await channel.SignalAsync(Signal.User1, Cancel);
                }
            }

            end = frame;
        }

        Assert.Equal(("ready\ngot\n", 3), (output.ToString(), end.Code));
    }

    [Fact]
    public async Task A_command_that_is_stopped_and_continued_goes_on_to_its_end()
    {
        var sandbox = await CreateAsync();
        await using var channel = await StartAsync(sandbox, ["sh", "-c", "echo ready; until test -e go; do sleep 0.02; done; exit 3"]);
        await using var frames = channel.ReadFramesAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await frames.MoveNextAsync());
        await channel.SignalAsync(Signal.Stop, Cancel);
        await ShellAsync(sandbox, ">go");
        var next = frames.MoveNextAsync().AsTask();
        await Task.Delay(300, Cancel);
        Assert.False(next.IsCompleted);
        await channel.SignalAsync(Signal.Continue, Cancel);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(60), Cancel));
        Assert.Equal((ProcessFrameKind.Exited, 3), (frames.Current.Kind, frames.Current.Code));
    }

    [Fact]
    public async Task A_child_left_behind_does_not_hold_the_command_up_and_ends_with_the_sandbox()
    {
        var sandbox = await CreateAsync();
        var started = Stopwatch.GetTimestamp();
        var run = await ShellAsync(sandbox, "sleep 1237 & echo $!");
        Assert.Equal(0, run.ExitCode);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.NotEmpty(Living(sandbox));
        await Provider.DestroyAsync(sandbox.Id, Cancel);
        Assert.Empty(await LivingAsync(sandbox));
    }

    [Fact]
    public async Task A_hundred_commands_at_once_all_end()
    {
        var sandbox = await CreateAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => ShellAsync(sandbox, $"echo {i}; sleep 0.1")));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}\n"), runs.Select(run => run.Output));
    }

    [Fact]
    public async Task No_child_stays_a_zombie()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "true");

        // Tests run side by side in this process: a child of another one may have ended just now. What matters is that none stays.
        var zombies = Zombies();
        for (var attempt = 0; attempt < 1000 && zombies.Count > 0; attempt++)
        {
            await Task.Delay(10, Cancel);
            zombies.IntersectWith(Zombies());
        }

        Assert.Empty(zombies);
    }

    /// <summary>The children of this process that have ended and that nobody has waited for yet.</summary>
    private static HashSet<(int Id, long StartTime)> Zombies() =>
        [.. ProcFs.ProcessIds()
            .Select(ProcFs.Stat)
            .OfType<ProcessStat>()
            .Where(stat => stat.State == 'Z' && stat.ParentId == Environment.ProcessId)
            .Select(stat => (stat.Id, stat.StartTime))];

    /// <summary>The processes of a sandbox, given a moment to be gone.</summary>
    internal static async Task<IReadOnlyList<int>> LivingAsync(LocalSandbox sandbox)
    {
        for (var attempt = 0; attempt < 1000 && Living(sandbox).Count > 0; attempt++)
        {
            await Task.Delay(10, Cancel);
        }

        return Living(sandbox);
    }

    /// <summary>The processes of a sandbox as they are now.</summary>
    internal static IReadOnlyList<int> Living(LocalSandbox sandbox) =>
        [.. new ProcessTree(Launch.SandboxEnvironment.SandboxMarker(sandbox.Id)).Find().Select(process => process.Id).Where(id => !IsHolder(id))];

    /// <summary>What holds a sandbox's namespaces is no process of a command.</summary>
    private static bool IsHolder(int processId) =>
        !Encoding.UTF8.GetString(ProcFs.Environment(processId)).Contains(Launch.SandboxEnvironment.CommandVariable, StringComparison.Ordinal);
}

[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1812", Justification = "Run by xUnit.")]
public sealed class ProcessCommandTests : CommandTests;

public sealed class NamespaceCommandTests : CommandTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
