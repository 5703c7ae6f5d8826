using System.Diagnostics;
using System.Globalization;
using Compute.Framework.Runtime;

namespace Compute.Framework.Emulation;

/// <summary>Adds the options that a provider's own way to run commands lacks, with a POSIX shell inside the sandbox.</summary>
internal static class ShellCommandEmulator
{
    /// <summary>How long after the time-out the wrapper may still need until it is given up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>How long the clean-up of a cancelled command may take.</summary>
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    /// <summary>No sandbox lives longer; every <c>sleep</c> takes it.</summary>
    private const double MaxTimeoutSeconds = 100_000_000;

    /// <summary>Variables that would change what the wrapper itself does; they are set for the command alone.</summary>
    private static readonly HashSet<string> ShellVariables = new(StringComparer.Ordinal)
    {
        "PATH", "ENV", "BASH_ENV", "SHELLOPTS", "POSIXLY_CORRECT", "IFS", "LD_PRELOAD", "LD_LIBRARY_PATH",
    };

    /// <summary>Runs a command; what it sets of working directory, environment, time-out and standard input and is not in
    /// <paramref name="honored"/> is done here.</summary>
    /// <exception cref="SandboxUnavailableException">The wrapper did not come to its end: what became of the command is not
    /// known.</exception>
    /// <exception cref="UnsupportedOptionException">The sandbox lacks a tool that the emulation needs.</exception>
    public static async ValueTask<ExecutionResult> RunAsync(
        Command command, IReadOnlySet<string> honored, CommandRunner run, CancellationToken cancellationToken)
    {
        var staging = new ShellStaging(run, command.User);
        var staged = new ShellStaging(run, command.User);
        var input = honored.Contains(nameof(Command.StandardInput)) ? "-" : string.Empty;
        if (input.Length == 0 && command.StandardInput is { } standardInput)
        {
            if (await StageAsync(staging, standardInput, command.Timeout, cancellationToken).ConfigureAwait(false) is not { } file)
            {
                return ExecutionResult.TimedOut();
            }

            input = file;
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            var variables = Variables(command, honored);
            var environment = variables.Count == 0
                ? string.Empty
                : await staged.WriteAsync(CommandInput.FromText(ShellWords.Quote(variables)), cancellationToken).ConfigureAwait(false);
            var wrapper = Wrap(command, honored, input, environment);
            var result = await RunWrapperAsync(wrapper, run, cancellationToken).ConfigureAwait(false);
            return Read(wrapper, result) with
            {
                IsOutputTruncated = result.IsOutputTruncated, Duration = Stopwatch.GetElapsedTime(started),
            };
        }
        catch
        {
            // The wrapper removes the files itself as soon as it has opened them.
            await staging.RemoveAsync().ConfigureAwait(false);
            await staged.RemoveAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes the input to a file before the command starts; null when it does not come to its end within the time-out.</summary>
    private static async ValueTask<string?> StageAsync(
        ShellStaging staging, CommandInput input, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = timeout is { } due ? LongTimer.Start(TimeProvider.System, due, limit) : null;
        try
        {
            return await staging.WriteAsync(input, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What is set innermost, by <c>env</c>: also what the wrapper's shell would not pass on.</summary>
    private static List<string> Variables(Command command, IReadOnlySet<string> honored) =>
        [.. command.Environment
            .Where(variable => !honored.Contains(nameof(Command.Environment)) || !CanPassShell(variable.Key))
            .Select(variable => $"{variable.Key}={variable.Value}")];

    /// <summary>Whether a shell passes a variable on as it is: some take away those whose names they could not write.</summary>
    private static bool CanPassShell(string name) => ShellText.IsVariableName(name) && !ShellVariables.Contains(name);

    private static ShellWrapper Wrap(Command command, IReadOnlySet<string> honored, string input, string environment)
    {
        var nonce = ShellTrailer.NewNonce();
        var marker = "CFW" + ShellTrailer.NewNonce();
        var timeout = honored.Contains(nameof(Command.Timeout)) ? null : command.Timeout;
        var directory = honored.Contains(nameof(Command.WorkingDirectory)) ? null : command.WorkingDirectory;
        var seconds = Math.Min(timeout?.TotalSeconds ?? 0, MaxTimeoutSeconds);
        List<string> arguments =
        [
            "sh", "-c", ShellWrapperScript.Run, "sh",
            nonce,
            marker,
            timeout is null
                ? string.Empty
                : seconds.ToString("0.###", CultureInfo.InvariantCulture) is "0"
                ? "0.001"
                : seconds.ToString("0.###", CultureInfo.InvariantCulture),
            timeout is null ? string.Empty : Math.Ceiling(seconds).ToString("0", CultureInfo.InvariantCulture),
            directory is null ? string.Empty : ShellText.Path(directory),
            input,
            command.Environment.TryGetValue("PATH", out var path) ? "+" + path : string.Empty,
            environment,
        ];
        if (command.Arguments[0].Contains('='))
        {
            // env would take such a program for a variable.
            arguments.AddRange(["sh", "-c", "exec \"$0\" \"$@\""]);
        }

        arguments.AddRange(command.Arguments);
        var wrapped = command with
        {
            Arguments = arguments,
            WorkingDirectory = directory is null ? command.WorkingDirectory : null,
            Environment = honored.Contains(nameof(Command.Environment))
                ? command.Environment.Where(variable => CanPassShell(variable.Key)).ToDictionary(StringComparer.Ordinal)
                : new Dictionary<string, string>(),
            Timeout = timeout is null ? command.Timeout : null,
            StandardInput = input == "-" ? command.StandardInput : null,
        };
        return new ShellWrapper(command, wrapped, nonce, marker, timeout);
    }

    private static async Task<ExecutionResult> RunWrapperAsync(ShellWrapper wrapper, CommandRunner run, CancellationToken cancellationToken)
    {
        using var backEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = run(wrapper.Wrapped, backEnd.Token).AsTask();
        running.Abandon();
        var limit = wrapper.Timeout is { } timeout && timeout < TimeSpan.FromSeconds(MaxTimeoutSeconds)
            ? timeout + Grace
            : Timeout.InfiniteTimeSpan;
        try
        {
            return await running.WaitAsync(
                limit < TimeSpan.FromDays(40) ? limit : Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The back end may have let go of the command without ending it.
            await KillAsync(wrapper, run).ConfigureAwait(false);
            await ((Task)running).WaitAsync(
                TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            // The watchdog inside is gone, or an escaped process holds the output open.
            await KillAsync(wrapper, run).ConfigureAwait(false);
            await ((Task)running).WaitAsync(
                TimeSpan.FromSeconds(2), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (running.IsCompletedSuccessfully)
            {
                return await running.ConfigureAwait(false);
            }

            await backEnd.CancelAsync().ConfigureAwait(false);
            throw new SandboxUnavailableException(
                "The command's time-out passed and the back end did not return.") { IsOutcomeUnknown = true };
        }
    }

    private static async Task KillAsync(ShellWrapper wrapper, CommandRunner run)
    {
        using var limit = new CancellationTokenSource(KillTime);
        try
        {
            var kill = new Command
            {
                Arguments = ["sh", "-c", ShellWrapperScript.Kill, "sh", ShellTrailer.NewNonce(), wrapper.Marker],
                User = wrapper.Command.User,
            };
            await run(kill, limit.Token).AsTask().WaitAsync(KillTime).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The caller gets the reason for the kill; that the kill failed too would only hide it.
        }
    }

    private static ExecutionResult Read(ShellWrapper wrapper, ExecutionResult result)
    {
        var output = result.StandardOutput;
        var error = result.StandardError;
        if (ShellTrailer.Extract(wrapper.Nonce, ref output, ref error) is not { } trailer)
        {
            // The provider's own time-out, and a kill by the caller, are outcomes of the command as well.
            return result.Outcome is ExecutionOutcome.TimedOut or ExecutionOutcome.Killed ? result : throw ShellText.Lost(result);
        }

        if (result.Outcome is ExecutionOutcome.TimedOut or ExecutionOutcome.Killed)
        {
            return result with { StandardOutput = output, StandardError = error };
        }

        var program = wrapper.Command.Arguments[0];
        return trailer.Kind switch
        {
            ShellTrailer.Exited when trailer.Value is > 128 and <= 192 => ExecutionResult.Signaled(trailer.Value - 128, output, error),
            ShellTrailer.Exited => ExecutionResult.Exited(trailer.Value, output, error),
            ShellTrailer.TimedOut => ExecutionResult.TimedOut(output, error),
            ShellTrailer.NoDirectory =>
                ExecutionResult.FailedToStart(
                    $"The working directory '{wrapper.Command.WorkingDirectory}' is missing or cannot be entered."),
            ShellTrailer.NoProgram => ExecutionResult.FailedToStart($"There is no program '{program}'."),
            ShellTrailer.NotExecutable => ExecutionResult.FailedToStart($"'{program}' cannot be executed."),
            ShellTrailer.NoInterpreter =>
                ExecutionResult.FailedToStart($"'{program}' is a script whose interpreter is missing or cannot be executed."),
            ShellTrailer.NoTool when trailer.Value == 1 =>
                throw new UnsupportedOptionException(
                    nameof(Command.Environment), "the sandbox has no 'env' or no 'cat', which the emulation needs"),
            ShellTrailer.NoTool =>
                throw new UnsupportedOptionException(
                    nameof(Command.Timeout), "the sandbox has no 'sleep' or no /proc, which the emulation needs"),
            _ => throw ShellText.Lost(result),
        };
    }

    private sealed record ShellWrapper(Command Command, Command Wrapped, string Nonce, string Marker, TimeSpan? Timeout);
}
