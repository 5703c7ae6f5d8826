using System.Runtime.CompilerServices;
using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

/// <summary>A scripted command as a process.</summary>
internal sealed class ScriptedChannel(string processId, ScriptedRun run, ScriptedInput input) : ProcessChannel
{
    private const int SigKill = 9;

    public override string ProcessId => processId;

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var output in run.ReadOutputAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return ProcessFrame.Output(output.Stream, output.Data);
        }

        // Without an outcome the sandbox is gone: no frame reports an end, and the framework says that the process was lost.
        if (run.Outcome is { } outcome)
        {
            yield return EndOf(outcome);
        }
    }

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        input.WriteAsync(data, cancellationToken);

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken)
    {
        input.Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>A scripted command handles no signal: each does what it does by default.</summary>
    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken)
    {
        // CHLD, CONT, STOP, TSTP, TTIN, TTOU, URG and WINCH end no process.
        if (signal.Number is not (>= 17 and <= 23 or 28))
        {
            run.End(ExecutionResult.Signaled(signal.Number));
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask KillAsync(CancellationToken cancellationToken)
    {
        run.End(ExecutionResult.Signaled(SigKill));
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        run.Dispose();
        return base.DisposeAsync();
    }

    private static ProcessFrame EndOf(ExecutionResult outcome) => outcome.Outcome switch
    {
        ExecutionOutcome.Exited => ProcessFrame.Exited(outcome.ExitCode!.Value),
        ExecutionOutcome.Signaled => ProcessFrame.Signaled(outcome.Signal.GetValueOrDefault().Number),
        ExecutionOutcome.FailedToStart => ProcessFrame.FailedToStart(outcome.FailureReason ?? "The script says so."),
        _ => throw new InvalidOperationException(
            $"A started process cannot be scripted to end as {outcome.Outcome}: let the handler wait, and time the process " +
            "out or kill it."),
    };
}
