using System.Diagnostics;
using System.Globalization;
using System.Text;
using Compute.Framework.Emulation;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Emulation;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
[Collection("Emulation")]
public class ShellCommandEmulatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Seconds that no other process of the machine sleeps.</summary>
    private static readonly string LongTime = $"{Random.Shared.Next(100_000, 999_999)}";

    public static TheoryData<string> Shells => TestShell.All;

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Exit_codes_and_both_streams_arrive(string shell)
    {
        using var sandbox = new TestShell(shell);
        foreach (var code in new[] { 0, 1, 2, 126, 127, 128, 255 })
        {
            var result = await RunAsync(sandbox, Command.Shell("printf out; printf err >&2; exit $1", $"{code}"));
            Assert.Equal(code, result.ExitCode);
            Assert.Equal("out", result.StandardOutputText);
            Assert.Equal("err", result.StandardErrorText);
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Arguments_arrive_unchanged(string shell)
    {
        using var sandbox = new TestShell(shell);
        string[] arguments = ["a b", "'\"", "$HOME `id` $(id)", "line\nline\n", "", "é🙂", "-n", "*", "\\", "%s", "a=b", "--"];
        var result = await RunAsync(sandbox, Command.Shell("printf '%s\\0' \"$@\"", arguments));
        Assert.Equal(string.Concat(arguments.Select(argument => argument + "\0")), result.StandardOutputText);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Environment_reaches_the_command_alone(string shell)
    {
        using var sandbox = new TestShell(shell);
        var environment = new Dictionary<string, string>
        {
            ["A"] = "with\nnewline = and 'quotes' \"$B\"",
            ["B"] = "",
            ["a.b-c"] = "odd key",
            ["-x"] = "dash",
            ["IFS"] = "x",
            ["PATH"] = sandbox.ToolPath + ":/nowhere",
        };
        var result = await RunAsync(sandbox, Command.Create("env", "-0") with { Environment = environment });
        if (shell == "busybox")
        {
            result = await RunAsync(sandbox, Command.Create("cat", "/proc/self/environ") with { Environment = environment });
        }

        var variables = result.StandardOutputText.Split('\0');
        Assert.All(environment, variable => Assert.Contains($"{variable.Key}={variable.Value}", variables));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task The_sandbox_keeps_its_variables_whatever_their_names_are(string shell)
    {
        var names = Enumerable.Range('a', 26).Select(letter => ((char)letter).ToString()).Append("seen").Append("me").ToArray();
        using var sandbox = new TestShell(shell) { Variables = names.ToDictionary(name => name, name => $"kept {name}") };
        var command = Command.Create("cat", "/proc/self/environ") with
        {
            Environment = new Dictionary<string, string> { ["A"] = "b" },
            Timeout = TimeSpan.FromSeconds(20),
        };
        var variables = (await RunAsync(sandbox, command)).StandardOutputText.Split('\0');
        Assert.All(names, name => Assert.Contains($"{name}=kept {name}", variables));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_path_without_tools_hampers_the_command_alone(string shell)
    {
        using var sandbox = new TestShell(shell);
        var command = Command.Create("/bin/sh", "-c", "echo \"$PATH\"") with
        {
            Environment = new Dictionary<string, string> { ["PATH"] = "/nowhere" },
            Timeout = TimeSpan.FromSeconds(20),
        };
        Assert.Equal("/nowhere\n", (await RunAsync(sandbox, command)).StandardOutputText);
        Assert.Equal(ExecutionOutcome.FailedToStart, (await RunAsync(sandbox, command with { Arguments = ["ls"] })).Outcome);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task The_working_directory_is_entered_or_reported(string shell)
    {
        using var sandbox = new TestShell(shell);
        foreach (var name in new[] { "-", "plain", "a b'\"$x\n", "-P" })
        {
            Directory.CreateDirectory(Path.Combine(sandbox.Work, name));
            var relative = await RunAsync(sandbox, Command.Create("pwd") with { WorkingDirectory = name });
            Assert.Equal(Path.Combine(sandbox.Work, name) + "\n", relative.StandardOutputText);
        }

        var absolute = await RunAsync(sandbox, Command.Create("pwd") with { WorkingDirectory = "/" });
        Assert.Equal("/\n", absolute.StandardOutputText);
        var missing = await RunAsync(sandbox, Command.Create("pwd") with { WorkingDirectory = "/no/such" });
        Assert.Equal(ExecutionOutcome.FailedToStart, missing.Outcome);
        Assert.Contains("/no/such", missing.FailureReason, StringComparison.Ordinal);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task What_cannot_be_started_is_no_exit_code(string shell)
    {
        using var sandbox = new TestShell(shell);
        await File.WriteAllTextAsync(Path.Combine(sandbox.Work, "plain"), "x", Token);
        foreach (var program in new[] { "no-such-program", "/no/such", "./plain", "/" })
        {
            var result = await RunAsync(sandbox, Command.Create(program, "x") with { Timeout = TimeSpan.FromSeconds(20) });
            Assert.Equal(ExecutionOutcome.FailedToStart, result.Outcome);
            Assert.Contains(program, result.FailureReason, StringComparison.Ordinal);
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_death_by_signal_is_no_time_out_and_leaves_no_message(string shell)
    {
        using var sandbox = new TestShell(shell);
        int[] signals = [2, 6, 9, 15];
        foreach (var signal in signals.Where(signal => !IsIgnoredHere(signal)))
        {
            var started = Stopwatch.GetTimestamp();
            var result = await RunAsync(sandbox, Command.Shell("kill -$1 $$; sleep 20", $"{signal}") with { Timeout = TimeSpan.FromSeconds(15) });
            Assert.Equal(ExecutionOutcome.Signaled, result.Outcome);
            Assert.Equal(signal, result.Signal?.Number);
            Assert.Empty(result.StandardErrorText);
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(14));
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_time_out_kills_the_whole_tree_and_keeps_the_output(string shell)
    {
        using var sandbox = new TestShell(shell) { IsUnprivileged = true };
        var script = """
            echo before; echo error >&2
            sleep $1 &
            setsid sleep $1 &
            (setsid sh -c 'sleep $1 & sleep $1 & wait' sh $1 &)
            env -i "PATH=$PATH" sleep $1 &
            (env -i "PATH=$PATH" sh -c 'trap "" TERM HUP; sleep $1' sh $1 &)
            sleep $1
            """;
        var started = Stopwatch.GetTimestamp();
        var command = Command.Shell(script, LongTime) with { Timeout = TimeSpan.FromMilliseconds(700), Environment = new Dictionary<string, string> { ["A"] = "b" } };
        var result = await RunAsync(sandbox, command);
        var elapsed = Stopwatch.GetElapsedTime(started);
        Assert.Equal(ExecutionOutcome.TimedOut, result.Outcome);
        Assert.Equal("before\n", result.StandardOutputText);
        Assert.Equal("error\n", result.StandardErrorText);
        Assert.InRange(elapsed, TimeSpan.FromSeconds(0.6), TimeSpan.FromSeconds(20));
        await Eventually.EmptyAsync(Sleepers);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_command_that_ends_in_time_leaves_no_watchdog(string shell)
    {
        using var sandbox = new TestShell(shell);
        var result = await RunAsync(sandbox, Command.Create("echo", "x") with { Timeout = TimeSpan.FromSeconds(double.Parse(LongTime, CultureInfo.InvariantCulture)) });
        Assert.Equal("x\n", result.StandardOutputText);
        Assert.Equal(0, result.ExitCode);
        await Eventually.EmptyAsync(Sleepers);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_cancelled_command_is_gone_though_the_back_end_forgets_it(string shell)
    {
        using var sandbox = new TestShell(shell) { ForgetsOnCancel = true };
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cancellation.CancelAfter(500);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await ShellCommandEmulator.RunAsync(
            Command.Shell("sleep $1 & setsid sleep $1 & sleep $1", LongTime) with { Environment = new Dictionary<string, string> { ["A"] = "b" } },
            Honors.Arguments, sandbox.RunAsync, cancellation.Token));
        await Eventually.EmptyAsync(Sleepers);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Input_of_every_byte_arrives_and_leaves_no_file(string shell)
    {
        using var sandbox = new TestShell(shell);
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        foreach (var input in new[] { CommandInput.FromText("grüße"), CommandInput.FromBytes(bytes), CommandInput.FromBytes(default), CommandInput.FromStream(new MemoryStream(bytes)) })
        {
            var expected = input.Bytes?.ToArray() ?? bytes;
            var result = await RunAsync(sandbox, Command.Create("cat") with { StandardInput = input });
            Assert.True(result.StandardOutput.Span.SequenceEqual(expected));
        }

        Assert.InRange(sandbox.LongestArgument, 1, 100_000);
        var early = await RunAsync(sandbox, Command.Create("true") with { StandardInput = CommandInput.FromBytes(bytes) });
        Assert.Equal(0, early.ExitCode);
        Assert.Empty((await RunAsync(sandbox, Command.Create("cat"))).StandardOutputText);
        AssertNothingIsStaged(sandbox);
    }

    [Fact]
    public async Task Input_that_fails_half_way_leaves_no_file()
    {
        using var sandbox = new TestShell("dash");
        var calls = 0;
        async ValueTask<ExecutionResult> FailAtThird(Command command, CancellationToken token) =>
            ++calls == 3 ? throw new SandboxUnavailableException("lost") : await sandbox.RunAsync(command, token);
        var command = Command.Create("cat") with { StandardInput = CommandInput.FromBytes(new byte[200_000]) };
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await ShellCommandEmulator.RunAsync(command, Honors.Arguments, FailAtThird, Token));
        Assert.Equal(4, calls);
        AssertNothingIsStaged(sandbox);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Output_is_kept_byte_for_byte(string shell)
    {
        using var sandbox = new TestShell(shell);
        var file = Path.Combine(sandbox.Work, "bytes");
        var bytes = new byte[300_000];
        new Random(2).NextBytes(bytes);
        await File.WriteAllBytesAsync(file, bytes, Token);
        var result = await RunAsync(sandbox, Command.Create("cat", file) with { Timeout = TimeSpan.FromSeconds(20) });
        Assert.True(result.StandardOutput.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task A_lost_end_is_an_error_and_never_an_outcome()
    {
        var command = Command.Create("true") with { WorkingDirectory = "/" };
        foreach (var answer in new[] { ExecutionResult.Exited(0), ExecutionResult.Exited(127, "", "sh: not found"), ExecutionResult.Signaled(9) })
        {
            await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await ShellCommandEmulator.RunAsync(command, Honors.Arguments, (_, _) => ValueTask.FromResult(answer), Token));
        }

        await Assert.ThrowsAsync<UnsupportedCapabilityException>(async () => await ShellCommandEmulator.RunAsync(command, Honors.Arguments, (_, _) => ValueTask.FromResult(ExecutionResult.FailedToStart("no sh")), Token));
    }

    [Theory]
    [InlineData("\n", true, true)]
    [InlineData("\r\n", true, false)]
    [InlineData("", false, true)]
    public void A_trailer_is_found_on_either_stream_and_taken_out(string end, bool onOutput, bool onError)
    {
        var nonce = ShellTrailer.NewNonce();
        var trailer = $"{nonce}:E:7;{end}";
        ReadOnlyMemory<byte> output = Encoding.UTF8.GetBytes($"a {nonce} :{nonce}:" + (onOutput ? trailer : "") + "late");
        ReadOnlyMemory<byte> error = Encoding.UTF8.GetBytes("b" + (onError ? trailer : ""));
        Assert.Equal(new ShellTrailer('E', 7), ShellTrailer.Extract(nonce, ref output, ref error));
        Assert.Equal($"a {nonce} :{nonce}:late", Encoding.UTF8.GetString(output.Span));
        Assert.Equal("b", Encoding.UTF8.GetString(error.Span));
    }

    [Fact]
    public async Task A_sandbox_without_tools_is_named_so()
    {
        using var sandbox = new TestShell("dash", withTools: false);
        var command = Command.Create("/bin/true") with { WorkingDirectory = "/" };
        await Assert.ThrowsAsync<UnsupportedOptionException>(async () => await RunAsync(sandbox, command));
    }

    [Fact]
    public async Task Without_setsid_the_tree_is_found_all_the_same()
    {
        using var sandbox = new TestShell("busybox");
        File.Delete(Path.Combine(sandbox.Root, "tools", "setsid"));
        var command = Command.Shell("sleep $1 & env -i \"PATH=$PATH\" sleep $1 & sleep $1", LongTime) with { Timeout = TimeSpan.FromSeconds(0.5) };
        Assert.Equal(ExecutionOutcome.TimedOut, (await RunAsync(sandbox, command)).Outcome);
        await Eventually.EmptyAsync(Sleepers);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Many_run_at_once(string shell)
    {
        using var sandbox = new TestShell(shell);
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => RunAsync(
            sandbox,
            Command.Shell("cat; printf \"$A\"; exit $A") with
            {
                Environment = new Dictionary<string, string> { ["A"] = $"{i}" },
                StandardInput = CommandInput.FromText("in "),
                Timeout = TimeSpan.FromSeconds(50),
            }).AsTask()));
        Assert.Equal(Enumerable.Range(0, 32).Select(i => ((int?)i, $"in {i}")), results.Select(result => (result.ExitCode, result.StandardOutputText)));
    }

    [Fact]
    public async Task What_the_provider_honors_is_left_to_it()
    {
        var honored = Honors.Of(
            nameof(Command.Arguments), nameof(Command.User), nameof(Command.Environment), nameof(Command.Timeout), nameof(Command.StandardInput));
        var input = CommandInput.FromText("x");
        var command = Command.Create("true") with
        {
            User = "someone",
            WorkingDirectory = "/dir",
            Timeout = TimeSpan.FromSeconds(5),
            StandardInput = input,
            Environment = new Dictionary<string, string> { ["A"] = "b" },
        };
        Command? seen = null;
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await ShellCommandEmulator.RunAsync(
            command,
            honored,
            (inner, _) =>
            {
                seen = inner;
                return ValueTask.FromResult(ExecutionResult.Exited(0));
            },
            Token));
        Assert.NotNull(seen);
        Assert.Equal("someone", seen.User);
        Assert.Null(seen.WorkingDirectory);
        Assert.Equal(TimeSpan.FromSeconds(5), seen.Timeout);
        Assert.Same(input, seen.StandardInput);
        Assert.Equal(["A"], seen.Environment.Keys);
        Assert.Contains("/dir", seen.Arguments);
        Assert.DoesNotContain("/dir", seen.Arguments[2], StringComparison.Ordinal);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task The_value_of_a_variable_stands_in_no_argument(string shell)
    {
        const string Secret = "s3cr3t 'quoted' \"twice\"\n$HOME `id` \\ end\n";
        using var sandbox = new TestShell(shell);
        var arguments = new List<string>();
        var command = Command.Shell("printf %s \"$TOKEN\"") with { Environment = new Dictionary<string, string> { ["TOKEN"] = Secret } };

        var result = await ShellCommandEmulator.RunAsync(
            command,
            Honors.Arguments,
            (inner, token) =>
            {
                arguments.AddRange(inner.Arguments);
                return sandbox.RunAsync(inner, token);
            },
            Token);

        Assert.Equal(Secret, result.StandardOutputText);
        Assert.DoesNotContain(arguments, argument => argument.Contains("s3cr3t", StringComparison.Ordinal));
    }

    /// <summary>Whether this process was started with a signal ignored, as shells start background commands with SIGINT; its children inherit that.</summary>
    private static bool IsIgnoredHere(int signal)
    {
        var ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (ulong.Parse(ignored.AsSpan("SigIgn:".Length).Trim(), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) >> (signal - 1) & 1) != 0;
    }

    private static ValueTask<ExecutionResult> RunAsync(TestShell sandbox, Command command) =>
        ShellCommandEmulator.RunAsync(command, Honors.Arguments, sandbox.RunAsync, Token);

    /// <summary>The processes that sleep long, as the tests of this class start them.</summary>
    private static HashSet<string> Sleepers()
    {
        var sleepers = new HashSet<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(process, "cmdline")).Contains($"sleep\0{LongTime}", StringComparison.Ordinal))
                {
                    sleepers.Add(process);
                }
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return sleepers;
    }

    private static void AssertNothingIsStaged(TestShell sandbox)
    {
        Assert.NotEmpty(sandbox.Staged);
        Assert.DoesNotContain(sandbox.Staged, Path.Exists);
    }
}
