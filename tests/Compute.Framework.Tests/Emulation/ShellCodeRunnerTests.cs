using System.Runtime.Versioning;
using Compute.Framework.Emulation;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Emulation;

[UnsupportedOSPlatform("windows")]
[Collection("Emulation")]
public class ShellCodeRunnerTests
{
    private static readonly Command Plain = new() { Arguments = ["code"] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shells => TestShell.All;

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Shell_code_runs_short_and_long(string shell)
    {
        using var sandbox = new TestShell(shell);
        Assert.Equal("a'b\n", (await RunAsync(sandbox, "echo \"a'b\"", CodeLanguage.Shell)).StandardOutputText);
        Assert.Equal(7, (await RunAsync(sandbox, "-n 2>/dev/null; exit 7", CodeLanguage.Shell)).ExitCode);

        // What the script starts must not read the rest of it.
        var isLong = "cat\n" + new string('#', 300_000) + "\nprintf done; exit 3";
        var result = await RunAsync(sandbox, isLong, CodeLanguage.Shell);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("done", result.StandardOutputText);
    }

    [Fact]
    public async Task A_missing_interpreter_is_named_and_an_unknown_language_refused()
    {
        using var sandbox = new TestShell("busybox");
        var missing = await RunAsync(sandbox, "print(1)", CodeLanguage.Python);
        Assert.Equal(ExecutionOutcome.FailedToStart, missing.Outcome);
        Assert.Contains("python3", missing.FailureReason, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(() => RunAsync(sandbox, "", new CodeLanguage("cobol")));
        Assert.Equal("Language", error.Option);
    }

    [Fact]
    public async Task A_back_end_that_reports_a_missing_program_as_127_is_understood()
    {
        using var sandbox = new TestShell("dash", withTools: false);
        async ValueTask<ExecutionResult> Run(Command command, CancellationToken token) =>
            await sandbox.RunAsync(command, token) is { Outcome: not ExecutionOutcome.FailedToStart } result ? result : ExecutionResult.Exited(127);
        Assert.Equal(ExecutionOutcome.FailedToStart, (await new ShellCodeRunner(Run, Run).RunAsync("x", CodeLanguage.JavaScript, Plain, Token)).Outcome);
    }

    [Fact]
    public async Task Python_code_runs_short_and_long()
    {
        if (!File.Exists("/usr/bin/python3"))
        {
            Needed.Missing("python3", "Install the package python3.");
        }

        using var sandbox = new TestShell("dash");
        Assert.Equal("2\n", (await RunAsync(sandbox, "print(1+1)", CodeLanguage.Python)).StandardOutputText);
        Assert.Equal(127, (await RunAsync(sandbox, "exit(127)", CodeLanguage.Python)).ExitCode);
        var isLong = "#" + new string('x', 200_000) + "\nimport sys\nprint(len(sys.stdin.read()))";
        Assert.Equal("0\n", (await RunAsync(sandbox, isLong, CodeLanguage.Python)).StandardOutputText);
    }

    private static Task<ExecutionResult> RunAsync(TestShell sandbox, string code, CodeLanguage language)
    {
        return new ShellCodeRunner(Run, Run).RunAsync(code, language, Plain, Token).AsTask();

        ValueTask<ExecutionResult> Run(Command command, CancellationToken token) => command.StandardInput is null
            ? sandbox.RunAsync(command, token)
            : ShellCommandEmulator.RunAsync(command, Honors.Arguments, sandbox.RunAsync, token);
    }
}
