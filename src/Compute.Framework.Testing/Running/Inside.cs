using System.Globalization;

namespace Compute.Framework.Testing;

/// <summary>Looks into a sandbox with commands, and waits for what should happen.</summary>
internal static class Inside
{
    /// <summary>Appends to a file ten times a second for two minutes at most: while it grows, the loop lives.</summary>
    private const string HeartbeatLoop =
        "i=0; while [ $i -lt 1200 ]; do printf x >> \"$1\"; i=$((i+1)); sleep 0.1 2>/dev/null || sleep 1; done";

    /// <summary>The shared sandbox, for a case that looks inside with commands.</summary>
    public static Task<ISandbox> ShellSandboxAsync(this ComplianceContext context)
    {
        context.RequireShell();
        return context.SharedSandboxAsync();
    }

    public static Task<ExecutionResult> ShellAsync(
        this ComplianceContext context, ISandbox sandbox, string script, params string[] arguments) =>
        sandbox.RunAsync(Command.Shell(script, arguments), context.CancellationToken);

    /// <summary>Runs a script that must succeed, and returns its standard output.</summary>
    public static async Task<string> TextAsync(this ComplianceContext context, ISandbox sandbox, string script, params string[] arguments)
    {
        var result = await context.ShellAsync(sandbox, script, arguments).ConfigureAwait(false);
        return Check.Exited(result, 0, $"the script '{script}'", Law.Outcome).StandardOutputText;
    }

    /// <summary>The POSIX checksum of a file inside, as <c>cksum</c> prints it: sum and length.</summary>
    public static async Task<string> ChecksumAsync(this ComplianceContext context, ISandbox sandbox, string path) =>
        (await context.TextAsync(sandbox, "cksum < \"$1\"", path).ConfigureAwait(false)).Trim();

    /// <summary>A command that starts heartbeats as a child, a grandchild and, where asked, in a session of its own, then sleeps.</summary>
    public static Command Heartbeats(string path, bool ownSession = false)
    {
        const string Children = "mkdir -p \"${1%/*}\"; ( sh -c \"$2\" sh \"$1\" & sh -c \"$2\" sh \"$1\" & wait ) & ";
        const string Session = "setsid sh -c \"$2\" sh \"$1\" & ";
        return Command.Shell(Children + (ownSession ? Session : "") + "printf before; sleep 120", path, HeartbeatLoop);
    }

    /// <summary>A command whose processes start two others each, three times; the last eight start heartbeats.</summary>
    public static Command SpreadingHeartbeats(string path)
    {
        const string Spread = "if [ \"$3\" = 0 ]; then exec sh -c \"$2\" sh \"$1\"; fi; set -- \"$1\" \"$2\" $(($3 - 1)) \"$4\"; " +
            "sh -c \"$4\" sh \"$@\" & sh -c \"$4\" sh \"$@\" & sleep 120";
        return Command.Shell("mkdir -p \"${1%/*}\"; exec sh -c \"$4\" sh \"$@\"", path, HeartbeatLoop, "3", Spread);
    }

    /// <summary>Waits until the heartbeat file is there.</summary>
    public static Task HeartbeatStartedAsync(this ComplianceContext context, ISandbox sandbox, string path) =>
        context.EventuallyAsync(
            async () => (await context.ShellAsync(sandbox, "test -s \"$1\"", path).ConfigureAwait(false)).IsSuccess,
            "a command that was started runs and writes its file", "the file is not there", Law.Process);

    /// <summary>Checks that everything that beats into the file is gone soon.</summary>
    public static Task HeartbeatEndsAsync(this ComplianceContext context, ISandbox sandbox, string path, string after, string law)
    {
        const string SizesApart = "test -s \"$1\" || exit 0; wc -c < \"$1\"; sleep 0.5 2>/dev/null || sleep 2; wc -c < \"$1\"";
        var last = "";
        return context.EventuallyAsync(
            async () =>
            {
                var result = await context.ShellAsync(sandbox, SizesApart, path).ConfigureAwait(false);
                last = Check.Show(result);
                var sizes = result.StandardOutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                return result.IsSuccess && (sizes is [] || (sizes is [var before, var now] && before == now));
            },
            context.Settings.Patience,
            () => $"after {after} every process of the command is gone, children and grandchildren included",
            () => string.Create(
                CultureInfo.InvariantCulture,
                $"one still writes its heartbeat {context.Settings.Patience.TotalSeconds} s later; its sizes half a second apart: {last}"),
            law);
    }

    /// <summary>Asks again until the condition holds; fails when it is not in time.</summary>
    public static Task EventuallyAsync(
        this ComplianceContext context, Func<Task<bool>> condition, string expected, string actual, string law) =>
        context.EventuallyAsync(condition, context.Settings.Patience, expected, actual, law);

    /// <inheritdoc cref="EventuallyAsync(ComplianceContext, Func{Task{bool}}, string, string, string)"/>
    public static Task EventuallyAsync(
        this ComplianceContext context, Func<Task<bool>> condition, TimeSpan within, string expected, string actual, string law) =>
        context.EventuallyAsync(condition, within, () => expected, () => actual, law);

    /// <inheritdoc cref="EventuallyAsync(ComplianceContext, Func{Task{bool}}, string, string, string)"/>
    public static async Task EventuallyAsync(
        this ComplianceContext context, Func<Task<bool>> condition, TimeSpan within, Func<string> expected, Func<string> actual, string law)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            while (!await condition().ConfigureAwait(false))
            {
                if (TimeProvider.System.GetElapsedTime(start) >= within)
                {
                    throw new ComplianceFailedException(expected(), actual(), law);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), context.CancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // The case's own time is up: what it waited for says more than that it was cancelled.
            throw new ComplianceFailedException(expected(), $"the case's time was up before that: {actual()}", law);
        }
        finally
        {
            CaseWaits.Add(expected(), TimeProvider.System.GetElapsedTime(start));
        }
    }
}
