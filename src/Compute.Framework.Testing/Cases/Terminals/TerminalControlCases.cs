namespace Compute.Framework.Testing;

/// <summary>Keys reach the program, and it ends as it does.</summary>
public static class TerminalControlCases
{
    /// <summary>Ctrl-C interrupts the program, which may handle it.</summary>
    [ComplianceCase("terminals/interrupt")]
    public static async Task Interrupt(ComplianceContext context)
    {
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        const string Loop = "printf 'ready\\n'; i=0; while [ $i -lt 1200 ]; do i=$((i+1)); sleep 0.1 2>/dev/null || sleep 1; done";
        var handling = await context.OpenScriptAsync(host, "trap 'printf caught; exit 7' INT; " + Loop).ConfigureAwait(false);
        await context.ReadUntilAsync(handling, "ready").ConfigureAwait(false);
        await handling.WriteInputAsync(new byte[] { 0x03 }, context.CancellationToken).ConfigureAwait(false);
        var result = Check.Exited(
            await context.EndAsync(handling).ConfigureAwait(false), 7, "a program that handles Ctrl-C by exiting with 7", Law.Terminal);
        Check.That(
            result.StandardOutputText.Contains("caught", StringComparison.Ordinal),
            "what the handler of Ctrl-C wrote",
            Check.Show(result),
            Law.Terminal);
        var simple = await context.OpenScriptAsync(host, Loop).ConfigureAwait(false);
        await context.ReadUntilAsync(simple, "ready").ConfigureAwait(false);
        await simple.WriteInputAsync(new byte[] { 0x03 }, context.CancellationToken).ConfigureAwait(false);
        result = await context.EndAsync(simple).ConfigureAwait(false);
        Check.That(
            result is { Outcome: ExecutionOutcome.Signaled, Signal: { Number: 2 } } or { Outcome: ExecutionOutcome.Exited, ExitCode: 130 },
            "a program that does not handle Ctrl-C dies of signal 2 (or 130 where the back end reports no signals)",
            Check.Show(result),
            Law.NeverInvent);
    }

    /// <summary>The exit code is the program's, each time it is asked for.</summary>
    [ComplianceCase("terminals/exit-code")]
    public static async Task ExitCode(ComplianceContext context)
    {
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        foreach (var code in (int[])[0, 1, 9])
        {
            var terminal = await context.OpenScriptAsync(host, "exit $1", $"{code}").ConfigureAwait(false);
            for (var i = 0; i < 2; i++)
            {
                Check.Exited(await context.EndAsync(terminal).ConfigureAwait(false), code, "the program in the terminal", Law.NeverInvent);
            }
        }
    }

    /// <summary>Closing the input is Ctrl-D: the program reads an end of file.</summary>
    [ComplianceCase("terminals/end-of-input")]
    public static async Task EndOfInput(ComplianceContext context)
    {
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var terminal = await context.OpenScriptAsync(host, "printf 'ready\\n'; n=$(wc -l); printf '[%s]' $n; exit 6").ConfigureAwait(false);
        await context.ReadUntilAsync(terminal, "ready").ConfigureAwait(false);
        await terminal.WriteInputAsync("one\ntwo\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        await terminal.CloseInputAsync(context.CancellationToken).ConfigureAwait(false);
        var result = Check.Exited(
            await context.EndAsync(terminal).ConfigureAwait(false), 6, "a program that reads to the end of its input", Law.Terminal);
        Check.That(
            result.StandardOutputText.Contains("[2]", StringComparison.Ordinal),
            "the program read two lines before the end",
            Check.Show(result),
            Law.Terminal);
    }

    /// <summary>A killed terminal is reported as killed, and its children go too.</summary>
    [ComplianceCase("terminals/kill")]
    public static async Task Kill(ComplianceContext context)
    {
        context.Require(SandboxOperation.OpenTerminal, "Arguments");
        var (sandbox, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var path = context.Path("killed");
        var terminal = await context.OpenAsync(
            host, new TerminalOptions { Arguments = Inside.Heartbeats(path).Arguments }).ConfigureAwait(false);
        await context.HeartbeatStartedAsync(sandbox, path).ConfigureAwait(false);
        await terminal.KillAsync(context.CancellationToken).ConfigureAwait(false);
        var result = await context.EndAsync(terminal).ConfigureAwait(false);
        Check.That(
            result is { Outcome: ExecutionOutcome.Killed, ExitCode: null },
            "outcome Killed without an exit code",
            Check.Show(result),
            Law.NeverInvent);
        await context.HeartbeatEndsAsync(sandbox, path, "KillAsync of its terminal", Law.Terminal).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => terminal.KillAsync(context.CancellationToken), "a second KillAsync", Law.Terminal).ConfigureAwait(false);
    }

    /// <summary>Disposing kills what runs and leaves nothing behind, neither running nor listed.</summary>
    [ComplianceCase("terminals/dispose-kills")]
    public static async Task DisposeKills(ComplianceContext context)
    {
        context.Require(SandboxOperation.OpenTerminal, "Arguments");
        var (sandbox, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var path = context.Path("disposed");
        var terminal = await context.OpenAsync(
            host, new TerminalOptions { Arguments = Inside.Heartbeats(path).Arguments }).ConfigureAwait(false);
        await context.HeartbeatStartedAsync(sandbox, path).ConfigureAwait(false);
        await terminal.DisposeAsync().ConfigureAwait(false);
        await context.HeartbeatEndsAsync(sandbox, path, "DisposeAsync of its terminal", Law.Terminal).ConfigureAwait(false);
        var listed = await context.ToListAsync(host.ListTerminalsAsync(context.CancellationToken)).ConfigureAwait(false);
        Check.That(listed.All(info => info.Id != terminal.Id), "a disposed terminal is not listed", "it is", Law.Terminal);
    }
}
