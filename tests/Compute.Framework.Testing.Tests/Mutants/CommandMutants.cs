using System.Text;
using static Compute.Framework.Testing.Tests.Mutants.Results;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group commands.</summary>
internal static class CommandMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        new("standard output gets an end of line", "commands/standard-output", new() { Run = Result(result => result.With(output: [.. result.StandardOutput.Span, (byte)'\n'])) }),
        new("standard error is merged into standard output", "commands/standard-error", new() { Run = Result(result => result.With([.. result.StandardOutput.Span, .. result.StandardError.Span], [])) }),
        new("the streams are swapped", "commands/both-streams", new() { Run = Result(result => result.With(result.StandardError.ToArray(), result.StandardOutput.ToArray())) }),
        new("output goes through text", "commands/invalid-utf8", new() { Run = Result(result => result.With(Encoding.UTF8.GetBytes(result.StandardOutputText), Encoding.UTF8.GetBytes(result.StandardErrorText))) }),
        new("at most 8 MiB of output arrive", "commands/ten-mebibytes-on-both-streams", new() { Run = Result(result => result.With(result.StandardOutput[..Math.Min(result.StandardOutput.Length, 8 << 20)].ToArray())) }),
        new("the output limit is dropped", "commands/output-past-the-limit", new() { Run = Input(command => command with { MaxOutputBytes = Command.DefaultMaxOutputBytes }) }),
        new("output at the limit counts as truncated", "commands/output-at-the-limit", new() { Run = async (run, command, token) => { var result = await run(command, token); return result with { IsOutputTruncated = result.StandardOutput.Length >= command.MaxOutputBytes }; } }),
        new("truncated errors are not said to be", "commands/error-output-past-the-limit", new() { Run = async (run, command, token) => { var result = await run(command, token); return result with { IsOutputTruncated = result.StandardOutput.Length >= command.MaxOutputBytes }; } }),
        new("the host's open files are inherited", "commands/descriptors", new() { Run = async (run, command, token) => { var result = await run(command, token); return command.Arguments is ["ls", "/proc/self/fd"] ? result.With([.. result.StandardOutput.Span, .. "9\n"u8]) : result; } }),
        new("every exit code but 0 is 1", "commands/exit-codes", new() { Run = Result(result => result.ExitCode > 1 ? result.As(ExecutionResult.Exited(1)) : result) }),
        new("a failing command loses its output", "commands/failure-keeps-output", new() { Run = Result(result => result.ExitCode > 0 ? result.With([], []) : result) }),
        new("a death by signal is exit code 1", "commands/signal", new() { Run = Result(result => result.Outcome == ExecutionOutcome.Signaled ? result.As(ExecutionResult.Exited(1)) : result) }),
        new("a missing program is an exception", "commands/program-missing", new() { Run = Result(result => result is { Outcome: ExecutionOutcome.FailedToStart } or { ExitCode: 127 } && result.StandardOutput.IsEmpty ? throw new ProviderFaultException("not found") : result) }),
        new("a program that may not be executed is exit code 1", "commands/program-not-executable", new() { Run = Result(result => result is { Outcome: ExecutionOutcome.FailedToStart, FailureReason: { } reason } && !reason.Contains("o such", StringComparison.Ordinal) && !reason.Contains("not found", StringComparison.Ordinal) || result.ExitCode == 126 ? ExecutionResult.Exited(1) : result) }),
        new("a shell runs what the kernel does not", "commands/binary-damaged", new() { Run = async (run, command, token) => { var result = await run(command, token); return command.Arguments[0].EndsWith("/cut-20", StringComparison.Ordinal) ? ExecutionResult.Exited(127) : result; } }),
        new("a script without its interpreter is exit code 1", "commands/interpreter-missing", new() { Run = async (run, command, token) => { var result = await run(command, token); return command.Arguments[0].EndsWith("/nowhere", StringComparison.Ordinal) ? ExecutionResult.Exited(1) : result; } }),
        new("the duration is not measured", "commands/duration", new() { Run = Result(result => result with { Duration = TimeSpan.Zero }) }),
        new("commands at once mix their output", "commands/concurrent", Mixing()),
        new("an ended command leaves a process", "commands/no-zombies", new() { Run = Leaving }),
        new("arguments are joined by a shell", "commands/arguments-unchanged", new() { Run = Input(command => Later(command, argument => argument.Replace("$HOME", "/root", StringComparison.Ordinal))) }),
        new("empty arguments are dropped", "commands/arguments-empty", new() { Run = Input(command => command with { Arguments = [.. command.Arguments.Take(4), .. command.Arguments.Skip(4).Where(argument => argument.Length > 0)] }) }),
        new("long arguments are cut", "commands/arguments-long", new() { Run = Input(command => Later(command, argument => argument.Length > 4096 ? argument[..4096] : argument)) }),
        new("a program's arguments are a script", "commands/no-shell-between", new() { Run = Input(command => command.Arguments[0] == "sh" ? command : command with { Arguments = ["sh", "-c", string.Join(' ', command.Arguments)] }) }),
        new("a shell string is split at spaces", "commands/shell-string", new() { Run = Input(command => command.Arguments is ["sh", "-c", var script, ..] && script.Contains(" | ", StringComparison.Ordinal) && script.Contains(" > ", StringComparison.Ordinal) ? command with { Arguments = script.Split(' ') } : command) }),
        new("a NUL in an argument is dropped", "commands/arguments-impossible", new() { Run = Input(command => command with { Arguments = [.. command.Arguments.Select(argument => argument.Replace("\0", "", StringComparison.Ordinal))] }) }),
        new("impossible variables are dropped", "commands/environment-impossible", new() { Run = Input(command => command with { Environment = command.Environment.Where(pair => pair.Key.Length > 0 && !pair.Key.Contains('=', StringComparison.Ordinal) && !(pair.Key + pair.Value).Contains('\0', StringComparison.Ordinal)).ToDictionary() }) }),
        new("the working directory is dropped", "commands/working-directory", new() { Run = Input(command => command with { WorkingDirectory = null }) }),
        new("a relative working directory starts at the root", "commands/working-directory-relative", new() { Run = Input(command => command.WorkingDirectory is { } directory && !directory.StartsWith('/') ? command with { WorkingDirectory = "/" + directory } : command) }),
        new("commands start at the root", "commands/working-directory-default", new() { Run = Input(command => command with { WorkingDirectory = command.WorkingDirectory ?? "/" }) }),
        new("a missing working directory is replaced by another", "commands/working-directory-missing", new() { Run = async (run, command, token) => { var result = await run(command, token); return result.Outcome == ExecutionOutcome.FailedToStart && command.WorkingDirectory is not null ? await run(command with { WorkingDirectory = null }, token) : result; } }),
        new("variables are trimmed", "commands/environment", new() { Run = Input(command => command with { Environment = command.Environment.ToDictionary(pair => pair.Key, pair => pair.Value.Trim()) }) }),
        new("a command's variables replace the sandbox's", "commands/environment-of-one-command", new() { Run = Input(command => command.Environment.Count == 0 ? command : command with { Environment = new Dictionary<string, string>(command.Environment) { ["PATH"] = "/usr/bin:/bin" } }) }),
        new("the host's environment leaks in", "commands/host-environment-hidden", new() { Run = Input(command => command with { Environment = new Dictionary<string, string>(HostEnvironment().Concat(command.Environment).DistinctBy(pair => pair.Key)) }) }),
        new("without input, a command waits for some", "commands/input-none", new() { Run = Input(command => command.StandardInput is null ? command with { StandardInput = CommandInput.FromText("surprise") } : command) }),
        new("an end of line is added to input", "commands/input-text", new() { Run = (run, command, token) => InputAsync(run, command, bytes => [.. bytes, (byte)'\n'], token) }),
        new("empty input is the caller's", "commands/input-empty", new() { Run = (run, command, token) => InputAsync(run, command, bytes => bytes.Length == 0 ? [(byte)'x'] : bytes, token) }),
        new("input goes through text", "commands/input-binary", new() { Run = (run, command, token) => InputAsync(run, command, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)), token) }),
        new("at most 512 KiB of input arrive", "commands/input-one-mebibyte", new() { Run = (run, command, token) => InputAsync(run, command, bytes => bytes[..Math.Min(bytes.Length, 512 << 10)], token) }),
        new("a stream is read once", "commands/input-stream", new() { Run = (run, command, token) => InputAsync(run, command, bytes => bytes, token, firstRead: true) }),
        new("input that is not read is an error", "commands/input-closed-early", new() { Run = async (run, command, token) => { var result = await run(command, token); return command.StandardInput?.Bytes?.Length > 100_000 && result.StandardOutput.IsEmpty ? throw new ProcessInputClosedException() : result; } }),
        new("the time-out loses the output", "commands/timeout", new() { Run = Result(result => result.Outcome == ExecutionOutcome.TimedOut ? result.With([], []) : result) }),
        new("the time-out kills only the shell", "commands/timeout-kills-tree", new() { Run = AbandonAtTimeout }),
        new("what left the session survives the time-out", "commands/timeout-kills-sessions", new() { Run = (run, command, token) => AbandonSessions(run, command, token) }),
        new("the time-out asks politely", "commands/timeout-kills-stubborn", new() { Run = (run, command, token) => command.Arguments.Any(argument => argument.Contains("trap ''", StringComparison.Ordinal)) ? AbandonAtTimeout(run, command, token) : run(command, token) }),
        new("a command with a time-out is always timed out", "commands/timeout-not-reached", new() { Run = async (run, command, token) => { var result = await run(command, token); return command.Timeout is not null && result.Outcome == ExecutionOutcome.Exited ? result.As(ExecutionResult.TimedOut()) : result; } }),
        new("a death by signal is a time-out where one is set", "commands/signal-is-no-timeout", new() { Run = async (run, command, token) => { var result = await run(command, token); return command.Timeout is not null && result.Outcome == ExecutionOutcome.Signaled ? result.As(ExecutionResult.TimedOut()) : result; } }),
        new("a time-out that is not positive is none", "commands/timeout-not-positive", new() { Run = Input(command => command.Timeout <= TimeSpan.Zero ? command with { Timeout = null } : command) }),
        new("cancellation abandons the command", "commands/cancellation-kills", new() { Run = (run, command, token) => { token.ThrowIfCancellationRequested(); return run(command, CancellationToken.None).WaitAsync(token); } }),
        new("a cancelled call runs the command first", "commands/cancelled-before", new() { Run = async (run, command, token) => { var isCancelled = token.IsCancellationRequested; var result = await run(command, isCancelled ? CancellationToken.None : token); token.ThrowIfCancellationRequested(); return result; } }),
        new("code gets an argument", "commands/code-shell", new() { Code = (run, code, options) => run(options.Language == CodeLanguage.Shell ? "set -- extra\n" + code : code, options) }),
        new("the default language is the shell", "commands/code-python", new() { Code = (run, code, options) => run(code, options with { Language = options.Language ?? CodeLanguage.Shell }) }),
        new("code is cut at 128 KiB", "commands/code-long", new() { Code = (run, code, options) => run(code[..Math.Min(code.Length, 128 << 10)], options) }),
        new("an unknown language is taken for the shell", "commands/code-unknown-language", new() { Code = (run, code, options) => run(code, options.Language?.Name.Contains('-', StringComparison.Ordinal) == true ? options with { Language = CodeLanguage.Shell } : options) }),
        new("code starts elsewhere", "commands/code-working-directory", Coded(options => options with { WorkingDirectory = null })),
        new("code gets no variables", "commands/code-environment", Coded(options => options with { Environment = new Dictionary<string, string>() })),
        new("code runs as the default user", "commands/code-user", Coded(options => options with { User = null })),
        new("code has no time-out", "commands/code-timeout", Coded(options => options with { Timeout = null })),
        new("code reads nothing", "commands/code-input", Coded(options => options with { StandardInput = null })),
        new("code keeps all output", "commands/code-output-limit", Coded(options => options with { MaxOutputBytes = Command.DefaultMaxOutputBytes })),
        new("no output is passed on", "commands/code-live-output", Coded(options => options with { OnOutput = null })),
    ];

    /// <summary>Changes the options of code.</summary>
    private static Mutation Coded(Func<RunCodeOptions, RunCodeOptions> change) => new() { Code = (run, code, options) => run(code, change(options)) };

    /// <summary>Changes the arguments after the script of a shell.</summary>
    private static Command Later(Command command, Func<string, string> change) =>
        command with { Arguments = [.. command.Arguments.Take(4), .. command.Arguments.Skip(4).Select(change)] };

    private static Mutation Mixing()
    {
        ExecutionResult? previous = null;
        var running = 0;
        return new()
        {
            Run = async (run, command, token) =>
            {
                var others = Interlocked.Increment(ref running);
                try
                {
                    var result = await run(command, token);
                    var last = Interlocked.Exchange(ref previous, result);
                    return others > 1 && last is not null ? result.With(last.StandardOutput.ToArray()) : result;
                }
                finally
                {
                    Interlocked.Decrement(ref running);
                }
            },
        };
    }

    private static async Task<ExecutionResult> Leaving(RunCommand run, Command command, CancellationToken token)
    {
        if (command.Arguments is ["sh", "-c", var script, "sh", var program, ..] && script.Contains("/dev/null 2>&1 &", StringComparison.Ordinal))
        {
            await run(Command.Shell("c=$(cat \"$1\" 2>/dev/null); printf '%s\\nsleep 15\\n' \"$c\" > \"$1\"; ( \"./$1\" < /dev/null > /dev/null 2>&1 & )", program), token);
            return ExecutionResult.Exited(0);
        }

        return await run(command, token);
    }

    private static async Task<ExecutionResult> AbandonAtTimeout(RunCommand run, Command command, CancellationToken token)
    {
        if (command.Timeout is not { } timeout || timeout <= TimeSpan.Zero)
        {
            return await run(command, token);
        }

        var running = run(command with { Timeout = null }, CancellationToken.None);
        return await Task.WhenAny(running, Task.Delay(timeout, token)) == running ? await running : ExecutionResult.TimedOut("before"u8.ToArray(), "oops"u8.ToArray());
    }

    private static async Task<ExecutionResult> AbandonSessions(RunCommand run, Command command, CancellationToken token)
    {
        var escaped = command.Arguments.Any(argument => argument.Contains("setsid sh", StringComparison.Ordinal))
            ? run(command with { Timeout = null }, CancellationToken.None)
            : null;
        var result = await run(command, token);
        return escaped?.IsFaulted == true ? await escaped : result;
    }

    private static IEnumerable<KeyValuePair<string, string>> HostEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Where(pair => pair.Key is string { Length: > 0 })
            .Select(pair => new KeyValuePair<string, string>((string)pair.Key, (string)pair.Value!));

    private static async Task<ExecutionResult> InputAsync(RunCommand run, Command command, Func<byte[], byte[]> change, CancellationToken token, bool firstRead = false)
    {
        if (command.StandardInput is null)
        {
            return await run(command, token);
        }

        using var bytes = new MemoryStream();
        var stream = command.StandardInput.OpenRead();
        if (firstRead && command.StandardInput.Bytes is null)
        {
            var buffer = new byte[1 << 20];
            await bytes.WriteAsync(buffer.AsMemory(0, await stream.ReadAsync(buffer, token)), token);
        }
        else
        {
            await stream.CopyToAsync(bytes, token);
        }

        return await run(command with { StandardInput = CommandInput.FromBytes(change(bytes.ToArray())) }, token);
    }
}
