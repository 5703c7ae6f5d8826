namespace Compute.Framework.Testing;

/// <summary>A program in a terminal sees a terminal.</summary>
public static class TerminalCases
{
    /// <summary>Input, output and error output are a terminal.</summary>
    [ComplianceCase("terminals/is-terminal")]
    [Proves(SandboxOperation.OpenTerminal)]
    [Proves(SandboxOperation.OpenTerminal, "Arguments")]
    public static async Task IsTerminal(ComplianceContext context)
    {
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var terminal = await context.OpenScriptAsync(
            host,
            "for i in 0 1 2; do if test -t $i; then printf \"$i:yes \"; else printf \"$i:no \"; fi; done; printf \"$1\"",
            "end").ConfigureAwait(false);
        Check.That(terminal.Id.Length > 0, "an id for the terminal", "an empty one", Law.Terminal);
        Check.Equal(
            "0:yes 1:yes 2:yes end",
            await context.TextOfAsync(terminal).ConfigureAwait(false),
            "which of the three streams are a terminal",
            Law.Terminal);
    }

    /// <summary>The program begins with the size that was asked for.</summary>
    [ComplianceCase("terminals/initial-size")]
    [Proves(SandboxOperation.OpenTerminal, "Columns")]
    [Proves(SandboxOperation.OpenTerminal, "Rows")]
    public static async Task InitialSize(ComplianceContext context)
    {
        context.Require(SandboxOperation.OpenTerminal, "Columns");
        context.Require(SandboxOperation.OpenTerminal, "Rows");
        context.Require(SandboxOperation.OpenTerminal, "Arguments");
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var terminal = await context.OpenAsync(
            host,
            TerminalHelpers.Script(TerminalHelpers.SizeFunction + "read go; size") with { Columns = 133, Rows = 57 }).ConfigureAwait(false);
        Check.Equal("133 x 57", $"{terminal.Columns} x {terminal.Rows}", "Columns and Rows of the terminal", Law.Terminal);
        await terminal.WriteInputAsync("go\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        var text = await context.TextOfAsync(terminal).ConfigureAwait(false);
        context.CheckSize(text.Replace("go\n", "", StringComparison.Ordinal), 133, 57, "at first");
    }

    /// <summary>A new size is seen inside, and the program is notified of it.</summary>
    [ComplianceCase("terminals/resize")]
    public static async Task Resize(ComplianceContext context)
    {
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        const string Script = TerminalHelpers.SizeFunction
            // The first that it is notified of may still be the size that the terminal began with.
            + "trap 'told=yes' WINCH; printf 'ready\\n'; i=0; while [ $i -lt 250 ] && { [ -z \"$told\" ] || [ \"$(size)\" != '43 101' " +
                "]; }; do i=$((i+1)); sleep 0.1 2>/dev/null || sleep 1; done; "
            + "printf 'told=%s\\n' \"$told\"; size";
        var terminal = await context.OpenScriptAsync(host, Script).ConfigureAwait(false);
        await context.ReadUntilAsync(terminal, "ready").ConfigureAwait(false);

        // Who drags a window's corner sends many sizes; the last one counts.
        foreach (var (columns, rows) in ((int, int)[])[(90, 30), (95, 35), (101, 43)])
        {
            await terminal.ResizeAsync(columns, rows, context.CancellationToken).ConfigureAwait(false);
        }

        Check.Equal(
            "101 x 43", $"{terminal.Columns} x {terminal.Rows}", "Columns and Rows of the terminal after ResizeAsync", Law.Terminal);
        var lines = (await context.TextOfAsync(terminal).ConfigureAwait(false)).Split('\n');
        Check.Equal("told=yes", lines[1], "whether the program got SIGWINCH", Law.Terminal);
        context.CheckSize(lines[2], 101, 43, "after ResizeAsync");
        await Check.SucceedsAsync(
            () => terminal.ResizeAsync(80, 24, context.CancellationToken), "ResizeAsync after the end", Law.Terminal).ConfigureAwait(false);
    }

    /// <summary>Sizes that no terminal has are refused.</summary>
    [ComplianceCase("terminals/size-impossible")]
    public static async Task SizeImpossible(ComplianceContext context)
    {
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        foreach (var (columns, rows) in ((int, int)[])[(0, 24), (80, -1), (65536, 24)])
        {
            await Check.ThrowsAsync<ArgumentException>(
                () => context.OpenAsync(host, new TerminalOptions { Columns = columns, Rows = rows }),
                $"OpenTerminalAsync with {columns} x {rows}",
                Law.Terminal).ConfigureAwait(false);
        }

        var terminal = await context.OpenAsync(host, null).ConfigureAwait(false);
        await Check.ThrowsAsync<ArgumentException>(
            () => terminal.ResizeAsync(0, 0, context.CancellationToken), "ResizeAsync to 0 x 0", Law.Terminal).ConfigureAwait(false);
    }

    /// <summary>Characters of several bytes stay whole, whichever way they are cut.</summary>
    [ComplianceCase("terminals/wide-characters")]
    public static async Task WideCharacters(ComplianceContext context)
    {
        const string Wide = "zażółć 世界 🙂";
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        const string Script = "printf 'ready\\n'; read -r line; printf '\\344\\270'; sleep 0.3 2>/dev/null || sleep 1; printf " +
            "'\\226=<%s>\\n' \"$line\"";
        var terminal = await context.OpenScriptAsync(host, Script).ConfigureAwait(false);
        await context.ReadUntilAsync(terminal, "ready").ConfigureAwait(false);
        var bytes = System.Text.Encoding.UTF8.GetBytes(Wide + "\n");
        foreach (var part in (ReadOnlyMemory<byte>[])[bytes.AsMemory(0, 4), bytes.AsMemory(4, 8), bytes.AsMemory(12)])
        {
            await terminal.WriteInputAsync(part, context.CancellationToken).ConfigureAwait(false);
        }

        var lines = new List<string>();
        await foreach (var line in terminal.ReadLinesAsync(context.CancellationToken).ConfigureAwait(false))
        {
            lines.Add(line.Text.TrimEnd('\r'));
        }

        Check.That(
            lines.Contains($"世=<{Wide}>"),
            $"the line '世=<{Wide}>', whose first character was written in two parts",
            string.Join(" | ", lines),
            Law.BytesFirst);
    }

    /// <summary>All output is on one stream, as in every terminal.</summary>
    [ComplianceCase("terminals/one-stream")]
    public static async Task OneStream(ComplianceContext context)
    {
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var terminal = await context.OpenScriptAsync(host, "printf 'out\\n'; printf 'err\\n' >&2; printf 'end\\n'").ConfigureAwait(false);
        var chunks = await context.ReadAllAsync(terminal).ConfigureAwait(false);
        Check.Text("out\r\nerr\r\nend\r\n", chunks.Join(StandardStream.StandardOutput), "what came on StandardOutput", Law.Terminal);
        Check.Equal(
            0, chunks.Count(chunk => chunk.Stream == StandardStream.StandardError), "how many chunks came on StandardError", Law.Terminal);
        var result = await context.EndAsync(terminal).ConfigureAwait(false);
        Check.Text("out\r\nerr\r\nend\r\n", result.StandardOutput, "the output in the result", Law.Terminal);
    }

    /// <summary>Without arguments the sandbox's own shell talks to whoever types.</summary>
    [ComplianceCase("terminals/default-shell")]
    public static async Task DefaultShell(ComplianceContext context)
    {
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var terminal = await context.OpenAsync(host, null).ConfigureAwait(false);
        await terminal.WriteInputAsync("echo \"<$((6 * 7))>\"\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        await context.ReadUntilAsync(terminal, "<42>").ConfigureAwait(false);
        await terminal.WriteInputAsync("exit 3\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        Check.Exited(await context.EndAsync(terminal).ConfigureAwait(false), 3, "the default shell after 'exit 3'", Law.NeverInvent);
    }
}
