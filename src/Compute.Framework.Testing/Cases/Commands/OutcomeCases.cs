namespace Compute.Framework.Testing;

/// <summary>Each way of ending has its own outcome.</summary>
public static class OutcomeCases
{
    private static readonly int[] Codes = [0, 1, 2, 126, 127, 255];

    /// <summary>Exit codes arrive as they are.</summary>
    [ComplianceCase("commands/exit-codes")]
    public static async Task ExitCodes(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        foreach (var code in Codes)
        {
            var result = await context.ShellAsync(sandbox, "exit \"$1\"", $"{code}").ConfigureAwait(false);
            Check.Exited(result, code, $"'exit {code}'", Law.NeverInvent);
            Check.Equal(code == 0, result.IsSuccess, $"IsSuccess after exit code {code}", Law.NeverInvent);
            Check.Equal(null, result.Signal?.Number, $"Signal after exit code {code}", Law.NeverInvent);
        }
    }

    /// <summary>A failing command is a result, with the output that it wrote.</summary>
    [ComplianceCase("commands/failure-keeps-output")]
    public static async Task FailureKeepsOutput(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var result = Check.Exited(
            await context.ShellAsync(sandbox, "printf out; printf err >&2; exit 3").ConfigureAwait(false), 3, "the command", Law.Outcome);
        Check.Text("out", result.StandardOutput, "standard output of a failing command", Law.Outcome);
        Check.Text("err", result.StandardError, "standard error of a failing command", Law.Outcome);
    }

    /// <summary>A death by signal is reported as the signal.</summary>
    [ComplianceCase("commands/signal")]
    public static async Task Signal(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        foreach (var signal in (int[])[9, 15])
        {
            var result = await context.ShellAsync(sandbox, "printf before; kill -\"$1\" $$; sleep 5", $"{signal}").ConfigureAwait(false);
            context.CheckSignaled(result, SandboxOperation.RunCommand, signal, $"a shell that sends itself signal {signal}");
            Check.Text("before", result.StandardOutput, "the output before the signal", Law.Outcome);
        }
    }

    /// <summary>A program that is missing is no error of the infrastructure.</summary>
    [ComplianceCase("commands/program-missing")]
    public static async Task ProgramMissing(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        foreach (var program in (string[])["no-such-program-anywhere", "/no/such/program"])
        {
            await CheckNotStartedAsync(context, sandbox, Command.Create(program, "argument"), 127).ConfigureAwait(false);
        }
    }

    /// <summary>A program that may not be executed is no error of the infrastructure.</summary>
    [ComplianceCase("commands/program-not-executable")]
    public static async Task ProgramNotExecutable(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var path = context.Path("plain");
        await context.TextAsync(
            sandbox, "mkdir -p \"${1%/*}\"; printf 'no program' > \"$1\"; chmod 644 \"$1\"", path).ConfigureAwait(false);
        await CheckNotStartedAsync(context, sandbox, Command.Create($"./{path}"), 126).ConfigureAwait(false);
    }

    /// <summary>A binary that is cut off or no program is none that ran, and no shell may take it for a script.</summary>
    [ComplianceCase("commands/binary-damaged")]
    public static async Task BinaryDamaged(ComplianceContext context)
    {
        // An empty file is left out: to a shell, and to execvp, it is a script that succeeds.
        // As the kernel sees it: without its headers, with a header that leads nowhere, and of a type that only linkers read.
        const string Make = """
            mkdir -p "$1" && cd "$1" || exit 1
            sh=/bin/sh
            case $(dd if="$sh" bs=4 count=1 2>/dev/null) in *ELF) ;; *) exit 3;; esac
            for n in 4 20 52 63 64 100; do dd if="$sh" of="cut-$n" bs="$n" count=1 2>/dev/null || exit 1; done
            { dd if="$sh" bs=16 count=1; printf '\001\000'; dd if="$sh" bs=18 skip=1 count=200; } >object 2>/dev/null
            chmod 755 cut-* object
            """;
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var root = context.Path("damaged");
        if ((await context.ShellAsync(sandbox, Make, root).ConfigureAwait(false)).ExitCode == 3)
        {
            context.NotApplicable("The sandbox's programs are not in the format ELF.");
        }

        foreach (var name in (string[])["cut-4", "cut-20", "cut-52", "cut-63", "cut-64", "cut-100", "object"])
        {
            await CheckNotStartedAsync(context, sandbox, Command.Create($"./{root}/{name}"), 126).ConfigureAwait(false);
        }
    }

    /// <summary>A script whose interpreter is not there is no program that ran: a carriage return is a part of the interpreter's
    /// name.</summary>
    [ComplianceCase("commands/interpreter-missing")]
    public static async Task InterpreterMissing(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        foreach (var (name, line) in ((string, string)[])[("carriage-return", "#!/bin/sh\\r"), ("nowhere", "#!/no/such/interpreter")])
        {
            var path = context.Path(name);
            await context.TextAsync(
                sandbox, "mkdir -p \"${1%/*}\"; printf \"$2\\necho ran\\n\" > \"$1\"; chmod 755 \"$1\"", path, line).ConfigureAwait(false);
            await CheckNotStartedAsync(context, sandbox, Command.Create($"./{path}"), 127).ConfigureAwait(false);
        }
    }

    /// <summary>A result reports how long the command took.</summary>
    [ComplianceCase("commands/duration")]
    public static async Task Duration(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var start = TimeProvider.System.GetTimestamp();
        var result = await context.ShellAsync(sandbox, "sleep 0.3 2>/dev/null || sleep 1").ConfigureAwait(false);
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        Check.That(
            result.Duration >= TimeSpan.FromMilliseconds(250) && result.Duration <= elapsed,
            $"a Duration between the 0.3 s that the command slept and the {elapsed} that the call took",
            result.Duration.ToString(),
            Law.Outcome);
    }

    /// <summary>32 commands at once each get their own output.</summary>
    [ComplianceCase("commands/concurrent")]
    public static async Task Concurrent(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(number =>
            Task.Run(
                () => context.ShellAsync(sandbox, "printf 'out %s' \"$1\"; printf 'err %s' \"$1\" >&2; exit \"$1\"", $"{number}"),
                context.CancellationToken))).ConfigureAwait(false);
        for (var number = 0; number < results.Length; number++)
        {
            Check.Exited(results[number], number, $"the one of 32 concurrent commands that exits with {number}", Law.Concurrency);
            Check.Text($"out {number}", results[number].StandardOutput, $"standard output of concurrent command {number}", Law.Concurrency);
            Check.Text($"err {number}", results[number].StandardError, $"standard error of concurrent command {number}", Law.Concurrency);
        }
    }

    /// <summary>What a command leaves running is reaped when it ends: no zombie stays.</summary>
    [ComplianceCase("commands/no-zombies")]
    public static async Task NoZombies(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        if (!(await context.ShellAsync(sandbox, "test -r /proc/self/stat").ConfigureAwait(false)).IsSuccess)
        {
            context.NotApplicable("There is no /proc in the sandboxes to see processes in.");
        }

        // A script's process is named after the script: a name of this case's own distinguishes it from all other processes.
        var name = "z" + Guid.NewGuid().ToString("n")[..12];
        var path = context.Path(name);
        await context.TextAsync(
            sandbox,
            "mkdir -p \"${1%/*}\"; printf '#!/bin/sh\\nsleep 0.2 2>/dev/null || sleep 1\\n' > \"$1\"; chmod 755 \"$1\"",
            path).ConfigureAwait(false);
        for (var i = 0; i < 3; i++)
        {
            // The parent of the orphan ends first, so that nobody in the command is left to wait for it.
            Check.Exited(
                await context.ShellAsync(sandbox, "( \"./$1\" < /dev/null > /dev/null 2>&1 & ) ; \"./$1\"", path).ConfigureAwait(false),
                0,
                "the command",
                Law.Outcome);
        }

        await context.EventuallyAsync(
            async () => (
                await context.TextAsync(
                    sandbox, "cat /proc/[0-9]*/stat 2>/dev/null | grep -F \"($1)\" || :", name).ConfigureAwait(false)).Length == 0,
            "no process of an ended command is left, zombies included", $"/proc still has processes named {name}",
            Law.TimeoutKills).ConfigureAwait(false);
    }

    /// <summary>Signaled with the number; an exit code of 128 + number where the manifest says that the two cannot be
    /// distinguished.</summary>
    internal static void CheckSignaled(
        this ComplianceContext context, ExecutionResult result, SandboxOperation operation, int signal, string what)
    {
        var isAmbiguous = context.Capabilities[operation].Support.Description?.Contains("128+n", StringComparison.Ordinal) == true
            || context.Capabilities[operation].Options.Values.Any(
                option => option.Description?.Contains("128+n", StringComparison.Ordinal) == true);
        if (isAmbiguous && result is { Outcome: ExecutionOutcome.Exited, ExitCode: var code } && code == 128 + signal)
        {
            return;
        }

        Check.That(
            result.Outcome == ExecutionOutcome.Signaled && result.Signal?.Number == signal && result.ExitCode is null,
            $"{what} gives outcome Signaled with signal {signal} and no exit code", Check.Show(result), Law.NeverInvent);
    }

    private static async Task CheckNotStartedAsync(ComplianceContext context, ISandbox sandbox, Command command, int shellCode)
    {
        ExecutionResult? result = null;
        await Check.SucceedsAsync(
            async () => result = await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false),
            $"RunAsync of a program that cannot be started ({command.Arguments[0]})", Law.Outcome).ConfigureAwait(false);
        Check.That(
            result is { Outcome: ExecutionOutcome.FailedToStart }
                || result is { Outcome: ExecutionOutcome.Exited, ExitCode: var code } && code == shellCode,
            $"FailedToStart, or exit code {shellCode} where a shell inside reported that", Check.Show(result!), Law.Outcome);
    }
}
