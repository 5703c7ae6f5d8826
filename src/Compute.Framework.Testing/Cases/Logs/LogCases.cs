using System.Text;

namespace Compute.Framework.Testing;

/// <summary>The log is what the main process wrote.</summary>
public static class LogCases
{
    /// <summary>What the main process writes is read in order, and the reading ends by itself.</summary>
    [ComplianceCase("logs/content")]
    [Proves(SandboxOperation.ReadLogs)]
    public static async Task Content(ComplianceContext context)
    {
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        await WriteAsync(context, sandbox, "first ż", "second").ConfigureAwait(false);
        var entries = await HavingAsync(context, source, "second").ConfigureAwait(false);
        Check.Equal("first ż\nsecond\n", Join(entries), "the log of a main process that wrote two lines", Law.Logs);
        foreach (var entry in entries)
        {
            Optional.CheckAboutNow(entry.Timestamp, "LogEntry.Timestamp", Law.Logs);
            Check.Equal(StandardStream.StandardOutput, entry.Stream, "the stream of what was written to standard output", Law.Logs);
        }
    }

    /// <summary>What commands write is their own output and not in the log.</summary>
    [ComplianceCase("logs/commands-stay-out")]
    public static async Task CommandsStayOut(ComplianceContext context)
    {
        context.RequireShell();
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        await context.TextAsync(sandbox, "echo from-a-command; echo from-a-command >&2").ConfigureAwait(false);
        await WriteAsync(context, sandbox, "from-main").ConfigureAwait(false);
        var text = Join(await HavingAsync(context, source, "from-main").ConfigureAwait(false));
        Check.That(!text.Contains("from-a-command", StringComparison.Ordinal), "the log has nothing that a command wrote", text, Law.Logs);
    }

    /// <summary>Only the last entries, where that is asked for.</summary>
    [ComplianceCase("logs/tail")]
    [Proves(SandboxOperation.ReadLogs, "Tail")]
    public static async Task Tail(ComplianceContext context)
    {
        context.Require(SandboxOperation.ReadLogs, "Tail");
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        await WriteAsync(context, sandbox, "one", "two", "three").ConfigureAwait(false);
        await HavingAsync(context, source, "three").ConfigureAwait(false);
        foreach (var (tail, expected) in ((int, string)[])[(2, "two\nthree\n"), (1, "three\n"), (0, ""), (100, "one\ntwo\nthree\n")])
        {
            var read = await context.ToListAsync(source.ReadLogsAsync(
                new LogOptions { Tail = tail }, context.CancellationToken)).ConfigureAwait(false);
            Check.Equal(expected, Join(read), $"the last {tail} of three entries", Law.HonorOrReject);
        }
    }

    /// <summary>Nothing from before the time that is asked for.</summary>
    [ComplianceCase("logs/since")]
    [Proves(SandboxOperation.ReadLogs, "Since")]
    public static async Task Since(ComplianceContext context)
    {
        context.Require(SandboxOperation.ReadLogs, "Since");
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        await WriteAsync(context, sandbox, "early").ConfigureAwait(false);
        await HavingAsync(context, source, "early").ConfigureAwait(false);
        await context.WaitAsync(
            TimeSpan.FromSeconds(1.2), "time stamps that differ, where the back end counts whole seconds").ConfigureAwait(false);
        var between = DateTimeOffset.UtcNow;
        await context.WaitAsync(
            TimeSpan.FromSeconds(1.2), "time stamps that differ, where the back end counts whole seconds").ConfigureAwait(false);
        await WriteAsync(context, sandbox, "late").ConfigureAwait(false);
        await HavingAsync(context, source, "late").ConfigureAwait(false);
        foreach (var (since, expected) in ((DateTimeOffset, string)[])[(between, "late\n"), (between.AddHours(-1), "early\nlate\n"),
            (between.AddHours(1), "")])
        {
            var read = await context.ToListAsync(source.ReadLogsAsync(
                new LogOptions { Since = since }, context.CancellationToken)).ConfigureAwait(false);
            Check.Equal(expected, Join(read), $"what was written since {since:O}", Law.HonorOrReject);
        }
    }

    /// <summary>Following goes on with what comes, and ends with the sandbox.</summary>
    [ComplianceCase("logs/follow")]
    [Proves(SandboxOperation.ReadLogs, "Follow")]
    public static async Task Follow(ComplianceContext context)
    {
        context.Require(SandboxOperation.ReadLogs, "Follow");
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        await WriteAsync(context, sandbox, "before").ConfigureAwait(false);
        var text = new StringBuilder();
        var reading = ReadAsync();
        await context.EventuallyAsync(
            () => Task.FromResult(Text() == "before\n"),
            "what was written before the reading began",
            "it did not come",
            Law.Logs).ConfigureAwait(false);
        await WriteAsync(context, sandbox, "after").ConfigureAwait(false);
        await context.EventuallyAsync(
            () => Task.FromResult(Text() == "before\nafter\n" || reading.IsCompleted),
            "what is written while a reader follows",
            "it did not come",
            Law.Logs).ConfigureAwait(false);
        Check.Equal("before\nafter\n", Text(), "what a reader that follows has got", Law.HonorOrReject);
        Check.That(!reading.IsCompleted, "a reader that follows waits for more", "the log ended", Law.HonorOrReject);
        await context.Provider.DestroyAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false);
        await context.EventuallyAsync(
            () => Task.FromResult(reading.IsCompleted),
            "following ends when the sandbox is destroyed",
            "it goes on",
            Law.Logs).ConfigureAwait(false);
        try
        {
            await reading.ConfigureAwait(false);
        }
        catch (ComputeException error) when (error is SandboxNotFoundException or SandboxUnavailableException)
        {
            // Some back ends end the log, some say why.
        }

        string Text()
        {
            lock (text)
            {
                return text.ToString();
            }
        }

        async Task ReadAsync()
        {
            await foreach (
                var entry in source.ReadLogsAsync(new LogOptions { Follow = true }, context.CancellationToken).ConfigureAwait(false))
            {
                lock (text)
                {
                    text.Append(Join([entry]));
                }
            }
        }
    }

    internal static async Task<(ISandbox Sandbox, ILogSource Source)> SourceAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.ReadLogs);
        if (context.Settings.WriteLog is null)
        {
            context.RequireShell();
        }

        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        return (sandbox, sandbox.Claimed<ILogSource>());
    }

    /// <summary>Has the main process write lines.</summary>
    internal static async Task WriteAsync(ComplianceContext context, ISandbox sandbox, params string[] lines)
    {
        foreach (var line in lines)
        {
            if (context.Settings.WriteLog is { } write)
            {
                await write(sandbox, line + "\n", context.CancellationToken).ConfigureAwait(false);
            }
            else if (!(await context.ShellAsync(sandbox, "printf '%s\\n' \"$1\" > /proc/1/fd/1", line).ConfigureAwait(false)).IsSuccess)
            {
                context.NotApplicable("Nothing here can have the sandbox's main process write: /proc/1/fd/1 is closed to commands and " +
                    "Settings.WriteLog is not set.");
            }
        }
    }

    /// <summary>The log as soon as it has the text: back ends write logs a moment later.</summary>
    internal static async Task<List<LogEntry>> HavingAsync(ComplianceContext context, ILogSource source, string text)
    {
        List<LogEntry> entries = [];
        await context.EventuallyAsync(
            async () =>
            {
                entries = await context.ToListAsync(source.ReadLogsAsync(
                    cancellationToken: context.CancellationToken)).ConfigureAwait(false);
                return Join(entries).Contains(text, StringComparison.Ordinal);
            },
            context.Settings.Patience, () => $"'{text}' in the log", () => Join(entries), Law.Logs).ConfigureAwait(false);
        return entries;
    }

    /// <summary>The entries as text, each a line: some back ends keep the end of line, some do not.</summary>
    private static string Join(IEnumerable<LogEntry> entries) =>
        string.Concat(entries.Select(entry => entry.Text.TrimEnd('\r', '\n') + "\n"));
}
