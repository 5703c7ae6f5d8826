using System.Globalization;

namespace Compute.Framework.Testing;

/// <summary>Runs scripted commands to their end, or hands them out as processes.</summary>
internal sealed class ScriptedExecution(CommandScript script, TimeProvider time)
{
    private int _lastProcess;

    public async Task<ExecutionResult> RunAsync(SandboxState sandbox, Command command, CancellationToken cancellationToken)
    {
        using var run = ScriptedRun.Start(script, command, sandbox, time, command.StandardInput?.OpenRead() ?? Stream.Null);
        // A longer time-out than timers count does not end a script that runs in a test.
        using var timer = command.Timeout is { } timeout && timeout < SandboxState.LongestTimer
            ? time.CreateTimer(
                static state => ((ScriptedRun)state!).End(ExecutionResult.TimedOut()), run, timeout, Timeout.InfiniteTimeSpan)
            : null;
        using var cancelled = cancellationToken.UnsafeRegister(static state => ((ScriptedRun)state!).End(ExecutionResult.Killed()), run);
        var output = new MemoryStream();
        var error = new MemoryStream();
        await foreach (var piece in run.ReadOutputAsync(CancellationToken.None).ConfigureAwait(false))
        {
            (piece.Stream == StandardStream.StandardOutput ? output : error).Write(piece.Data);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var outcome = run.Outcome
            ?? throw new SandboxUnavailableException(
                "The sandbox was destroyed while the command ran; what became of it is not known.") { IsOutcomeUnknown = true };
        return outcome with { StandardOutput = output.ToArray(), StandardError = error.ToArray() };
    }

    public ScriptedChannel Start(SandboxState sandbox, Command command, ScriptedTerminal? terminal = null)
    {
        var input = new ScriptedInput();
        var run = ScriptedRun.Start(script, command, sandbox, time, input.Stream, terminal);
        run.Over.UnsafeRegister(static state => ((ScriptedInput)state!).Close(), input);
        return new ScriptedChannel(Interlocked.Increment(ref _lastProcess).ToString(CultureInfo.InvariantCulture), run, input);
    }
}
