using System.Globalization;
using System.Runtime.Versioning;
using Compute.Framework.Authoring;
using Compute.Framework.Emulation;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Emulation;

/// <summary>What a sandbox may hold and no one expects: scripts without interpreter, names that are no text, pipes, far times.</summary>
[UnsupportedOSPlatform("windows")]
[Collection("Emulation")]
public class ShellOddityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shells => TestShell.All;

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_script_without_its_interpreter_cannot_be_started(string shell)
    {
        using var sandbox = new TestShell(shell);
        WriteScript(sandbox, "windows", "#!/bin/sh\r\nexit 3\r\n");
        WriteScript(sandbox, "absent", "#!  /no/such/program -x\n");
        WriteScript(sandbox, "nested", $"#!{Path.Combine(sandbox.Work, "absent")}\n");
        WriteScript(sandbox, "directory", "#!/\n");
        foreach (var command in new[] { "./windows", "./absent", "./nested", "./directory", Path.Combine(sandbox.Work, "absent") })
        {
            foreach (var timeout in (TimeSpan?[])[null, TimeSpan.FromSeconds(60)])
            {
                var result = await RunAsync(sandbox, Command.Create(command, "argument") with { Timeout = timeout });
                Assert.Equal(ExecutionOutcome.FailedToStart, result.Outcome);
                Assert.Empty(result.StandardErrorText);
                Assert.Contains(command, result.FailureReason, StringComparison.Ordinal);
            }

            var launch = new ShellLaunch([command, "argument"]);
            var started = await sandbox.RunAsync(new Command { Arguments = ["sh", .. launch.Command.Skip(1)] }, Token);
            Assert.Empty(launch.TakeRecord(started.StandardError).ToArray());
            Assert.Equal(ProcessFrameKind.FailedToStart, launch.EndOf(started.ExitCode!.Value).Kind);
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_script_that_exits_with_127_did_so(string shell)
    {
        using var sandbox = new TestShell(shell);
        WriteScript(sandbox, "script", "#!/bin/sh\nexit $1\n");
        WriteScript(sandbox, "nested", $"#!{Path.Combine(sandbox.Work, "script")} 127\n");
        WriteScript(sandbox, "plain", "exit 126\n");
        foreach (var (arguments, code) in new (string[], int)[] { (["./script", "127"], 127), (["./script", "126"], 126), (["./nested"], 127), (["sh", "./plain"], 126) })
        {
            Assert.Equal(code, (await RunAsync(sandbox, Command.Create(arguments[0], arguments[1..]))).ExitCode);
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_variable_of_any_name_is_passed_on_whoever_sets_it(string shell)
    {
        using var sandbox = new TestShell(shell);
        var environment = new Dictionary<string, string> { ["with-hyphen"] = "1", ["a.b"] = "2", ["1x"] = "3", ["-u"] = "4", ["a b\nc"] = "5", ["ok"] = "6" };
        foreach (var honored in (IReadOnlySet<string>[])[Honors.Arguments, Honors.Of(nameof(Command.Arguments), nameof(Command.Environment))])
        {
            // The back end sets what the shell would keep.
            var result = await ShellCommandEmulator.RunAsync(
                Command.Create("cat", "/proc/self/environ") with { Environment = environment, Timeout = TimeSpan.FromSeconds(60) },
                honored,
                (command, token) => sandbox.RunAsync(
                    command with
                    {
                        Arguments = command.Environment.Count == 0 ? command.Arguments
                            : ["env", .. command.Environment.Select(variable => $"{variable.Key}={variable.Value}"), .. command.Arguments],
                        Environment = new Dictionary<string, string>(),
                    },
                    token),
                Token);
            Assert.Superset(environment.Select(variable => $"{variable.Key}={variable.Value}").ToHashSet(), result.StandardOutputText.Split('\0').ToHashSet());
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_name_that_is_no_text_is_listed_and_found_by_what_is_listed(string shell)
    {
        using var sandbox = new TestShell(shell);
        var made = await sandbox.RunAsync(
            Command.Shell("d=$(printf 'd\\351\\n.'); mkdir \"${d%.}\" && printf one > \"${d%.}/$(printf 'caf\\351 %%s $x')\" && touch plain \"$(printf '\\303\\251')\""), Token);
        Assert.Equal("", made.StandardErrorText);
        var files = new ShellFileSystem(sandbox.RunAsync);

        var entries = await files.ListAsync(".", Token).ToListAsync(Token);
        Assert.Equal(["d\uDCE9\n", "plain", "é"], entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        var inner = Assert.Single(await files.ListAsync("d\uDCE9\n", Token).ToListAsync(Token));
        Assert.Equal("caf\uDCE9 %s $x", inner.Name);
        Assert.Equal(3, (await files.GetEntryAsync(inner.Path, Token))!.SizeBytes);

        await files.WriteAsync(inner.Path, new MemoryStream("three"u8.ToArray()), Token);
        await files.CopyAsync(inner.Path, "plain2", recursive: false, Token);
        await files.CopyAsync("d\uDCE9\n", "copy", recursive: true, Token);
        await files.MoveAsync("d\uDCE9\n", "moved\uDCFF", Token);
        Assert.Equal("three", await File.ReadAllTextAsync(Path.Combine(sandbox.Work, "plain2"), Token));
        Assert.Equal("caf\uDCE9 %s $x", Assert.Single(await files.ListAsync("copy", Token).ToListAsync(Token)).Name);
        Assert.True(await files.ExistsAsync("moved\uDCFF", Token));
        await files.DeleteAsync("moved\uDCFF/caf\uDCE9 %s $x", recursive: false, Token);
        await files.DeleteAsync("moved\uDCFF", recursive: false, Token);
        await files.DeleteAsync("copy", recursive: true, Token);
        Assert.Equal(["plain", "plain2", "é"], (await files.ListAsync(".", Token).ToListAsync(Token)).Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("253402300799", "9999-12-31T23:59:59")]
    [InlineData("253402300800", "9999-12-31T23:59:59")]
    [InlineData("9223372036854775807", "9999-12-31T23:59:59")]
    [InlineData("-62135596801", "0001-01-01T00:00:00")]
    [InlineData("-1", "1969-12-31T23:59:59")]
    public void A_time_that_no_calendar_has_is_the_last_or_first_that_it_has(string seconds, string expected)
    {
        var output = System.Text.Encoding.UTF8.GetBytes($"81a4 5 {seconds} 1000 100 ./far/x\n81a4 6 0 0 0 ./near/x\n");
        var entries = ShellFileEntries.ParseList("d", "/x", output).ToList();

        Assert.Equal(["far", "near"], entries.Select(entry => entry.Name));
        Assert.Equal(expected, entries[0].ModifiedAt!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_pipe_blocks_nobody(string shell)
    {
        using var sandbox = new TestShell(shell);
        Assert.Equal(0, (await sandbox.RunAsync(Command.Create("mkfifo", "pipe"), Token)).ExitCode);
        await File.WriteAllTextAsync(Path.Combine(sandbox.Work, "file"), "x", Token);
        var files = new ShellFileSystem(sandbox.RunAsync);
        var large = new ShellFileSystem(sandbox.RunWithInputAsync, acceptsInput: true);

        foreach (var call in (Func<Task>[])
        [
            () => files.OpenReadAsync("pipe", Token).AsTask(), () => files.WriteAsync("pipe", new MemoryStream([1]), Token).AsTask(),
            () => large.WriteAsync("pipe", new MemoryStream(new byte[1_000_000]), Token).AsTask(),
            () => files.CopyAsync("pipe", "other", recursive: false, Token).AsTask(), () => files.CopyAsync("pipe", "other", recursive: true, Token).AsTask(),
            () => files.CopyAsync("file", "pipe", recursive: false, Token).AsTask(),
        ])
        {
            var error = await Assert.ThrowsAsync<SandboxFileException>(() => call().WaitAsync(TimeSpan.FromSeconds(60), Token));
            Assert.Equal("pipe", error.Path);
        }

        Assert.Equal(FileEntryType.Other, (await files.ListAsync(".", Token).SingleAsync(entry => entry.Name == "pipe", Token)).Type);
        await files.MoveAsync("pipe", "moved", Token);
        await files.DeleteAsync("moved", recursive: false, Token);
    }

    private static void WriteScript(TestShell sandbox, string name, string text)
    {
        var path = Path.Combine(sandbox.Work, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    private static ValueTask<ExecutionResult> RunAsync(TestShell sandbox, Command command) =>
        ShellCommandEmulator.RunAsync(command, Honors.Arguments, sandbox.RunAsync, Token);
}
