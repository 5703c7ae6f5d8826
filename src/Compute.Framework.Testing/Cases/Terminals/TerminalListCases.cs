namespace Compute.Framework.Testing;

/// <summary>Terminals are found again.</summary>
public static class TerminalListCases
{
    /// <summary>A terminal is listed as what it is, through another handle of the same sandbox.</summary>
    [ComplianceCase("terminals/list")]
    [Proves(SandboxOperation.ListTerminals)]
    public static async Task List(ComplianceContext context)
    {
        var (sandbox, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var terminal = await context.OpenScriptAsync(host, "read -r line; exit 0").ConfigureAwait(false);
        await terminal.ResizeAsync(90, 30, context.CancellationToken).ConfigureAwait(false);
        var other = await OtherHostAsync(context, sandbox).ConfigureAwait(false);
        var info = await FindAsync(context, other, terminal.Id).ConfigureAwait(false);
        Check.That(info.IsRunning, "IsRunning of a terminal whose program waits", "false", Law.Terminal);
        Check.Equal("90 x 30", $"{info.Columns} x {info.Rows}", "its size", Law.Terminal);
        Check.That(info.Arguments is ["sh", "-c", ..], "its program", string.Join(' ', info.Arguments), Law.Terminal);
        Optional.CheckAboutNow(info.StartedAt, "StartedAt", Law.Terminal);
        await terminal.WriteInputAsync("go\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        await context.EndAsync(terminal).ConfigureAwait(false);
        Check.That(
            !(await FindAsync(context, other, terminal.Id).ConfigureAwait(false)).IsRunning,
            "IsRunning is false when the program has ended",
            "true",
            Law.Terminal);
    }

    /// <summary>What is found has all output since the terminal was opened, and is the same terminal.</summary>
    [ComplianceCase("terminals/get")]
    [Proves(SandboxOperation.GetTerminal)]
    public static async Task Get(ComplianceContext context)
    {
        var (sandbox, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var terminal = await context.OpenScriptAsync(
            host, "printf 'before\\n'; read -r line; printf '<%s>\\n' \"$line\"; exit 4").ConfigureAwait(false);
        await context.ReadUntilAsync(terminal, "before").ConfigureAwait(false);
        var other = await OtherHostAsync(context, sandbox).ConfigureAwait(false);
        var found = Check.NotNull(
            await other.GetTerminalAsync(terminal.Id, context.CancellationToken).ConfigureAwait(false),
            "GetTerminalAsync finds an open terminal",
            Law.Terminal);
        await context.ReadUntilAsync(found, "before").ConfigureAwait(false);
        await found.WriteInputAsync("typed\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        var result = Check.Exited(await context.EndAsync(found).ConfigureAwait(false), 4, "the terminal that was found", Law.NeverInvent);
        Check.That(
            result.StandardOutputText.Contains("<typed>", StringComparison.Ordinal),
            "what was typed through the second handle",
            Check.Show(result),
            Law.Terminal);
        Check.Exited(await context.EndAsync(terminal).ConfigureAwait(false), 4, "the terminal that was opened", Law.NeverInvent);
    }

    /// <summary>What is found is not owned: disposing it leaves the program running.</summary>
    [ComplianceCase("terminals/get-borrowed")]
    public static async Task GetBorrowed(ComplianceContext context)
    {
        var (sandbox, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var terminal = await context.OpenScriptAsync(host, "read -r line; exit 5").ConfigureAwait(false);
        var other = await OtherHostAsync(context, sandbox).ConfigureAwait(false);
        var found = Check.NotNull(
            await other.GetTerminalAsync(terminal.Id, context.CancellationToken).ConfigureAwait(false),
            "GetTerminalAsync finds an open terminal",
            Law.Terminal);
        await found.DisposeAsync().ConfigureAwait(false);
        await terminal.WriteInputAsync("go\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        Check.Exited(await context.EndAsync(terminal).ConfigureAwait(false), 5, "a terminal whose borrower disposed it", Law.Terminal);
    }

    /// <summary>A terminal that never was is null.</summary>
    [ComplianceCase("terminals/get-unknown")]
    public static async Task GetUnknown(ComplianceContext context)
    {
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        ISandboxTerminal? found = null;
        await Check.SucceedsAsync(
            async () => found = await host.GetTerminalAsync($"none{Guid.NewGuid():n}", context.CancellationToken).ConfigureAwait(false),
            "GetTerminalAsync of an unknown id",
            Law.Terminal).ConfigureAwait(false);
        Check.That(found is null, "null for an unknown id", $"the terminal '{found?.Id}'", Law.Terminal);
    }

    private static async Task<ITerminalHost> OtherHostAsync(ComplianceContext context, ISandbox sandbox)
    {
        var found = Check.NotNull(
            await context.Provider.GetAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false),
            "GetAsync finds the sandbox",
            Law.Identity);
        return found.Claimed<ITerminalHost>();
    }

    private static async Task<TerminalInfo> FindAsync(ComplianceContext context, ITerminalHost host, string terminalId)
    {
        var listed = await context.ToListAsync(host.ListTerminalsAsync(context.CancellationToken)).ConfigureAwait(false);
        Check.Equal(1, listed.Count(info => info.Id == terminalId), "how often a listing has the terminal", Law.Terminal);
        return listed.Single(info => info.Id == terminalId);
    }
}
