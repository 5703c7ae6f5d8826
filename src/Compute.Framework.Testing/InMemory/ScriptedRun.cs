using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Compute.Framework.Testing;

/// <summary>One command while its handler plays it: output out, and one end, which is the first that anybody reports.</summary>
internal sealed class ScriptedRun : IDisposable
{
    private const int SigKill = 9;

    private readonly Lock _gate = new();
    private readonly Channel<ScriptedOutput> _output = Channel.CreateUnbounded<ScriptedOutput>(new() { SingleReader = true });
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _endedFromOutside = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SandboxActivity _activity;
    private CancellationTokenRegistration _sandboxGone;
    private CancellationTokenRegistration _sandboxStopped;
    private bool _isOver;

    private ScriptedRun(SandboxActivity activity) => _activity = activity;

    /// <summary>Fires when the run is over, however it ended.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>How it ended, without what was written; null while it runs, and when it went down with its sandbox.</summary>
    public ExecutionResult? Outcome { get; private set; }

    /// <summary>Starts to play a command and returns at once.</summary>
    public static ScriptedRun Start(
        CommandScript script, Command command, SandboxState sandbox, TimeProvider time, Stream input, ScriptedTerminal? terminal = null)
    {
        sandbox.ThrowIfGone();
        var stopped = sandbox.Activity.Enter();
        var run = new ScriptedRun(sandbox.Activity);
        var scripted = new ScriptedCommand(command, sandbox, time, input, run.Write) { Terminal = terminal };
        script.Receive(new ReceivedCommand(sandbox.Facts.Id, command));
        run._sandboxGone = sandbox.Gone.UnsafeRegister(static state => ((ScriptedRun)state!).End(null), run);
        run._sandboxStopped = stopped.UnsafeRegister(static state => ((ScriptedRun)state!).End(ExecutionResult.Signaled(SigKill)), run);
        _ = Task.Run(() => run.PlayAsync(script, scripted), CancellationToken.None);
        return run;
    }

    /// <summary>The output to its end; throws what the handler threw.</summary>
    public async IAsyncEnumerable<ScriptedOutput> ReadOutputAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in _output.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await WhileGoingAsync(cancellationToken).ConfigureAwait(false);
            yield return piece;
        }

        await WhileGoingAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the run from outside; does nothing when it is over.</summary>
    /// <param name="outcome">How it ended; null when it went down with its sandbox.</param>
    public void End(ExecutionResult? outcome)
    {
        End(outcome, error: null);
        _endedFromOutside.TrySetResult();
    }

    public void Dispose()
    {
        End(ExecutionResult.Killed());
        _sandboxGone.Dispose();
        _sandboxStopped.Dispose();
    }

    private async Task PlayAsync(CommandScript script, ScriptedCommand command)
    {
        try
        {
            await WhileGoingAsync(CancellationToken.None).ConfigureAwait(false);
            var result = command.HasWorkingDirectory
                ? await script.HandlerOf(command.Command)(command, Over).ConfigureAwait(false)
                : ExecutionResult.FailedToStart($"There is no directory '{command.WorkingDirectory}' in the sandbox to run in; create " +
                    "it with Files.CreateDirectoryAsync.");
            End(result ?? throw new InvalidOperationException($"The scripted result of '{command.Arguments[0]}' is null."));
        }
        catch (Exception exception)
        {
            End(null, exception);
        }
    }

    /// <summary>Waits for the end of a pause of the sandbox; what is ended from outside need not wait.</summary>
    private async ValueTask WhileGoingAsync(CancellationToken cancellationToken)
    {
        if (_activity.Going is { IsCompleted: false } going)
        {
            await Task.WhenAny(going, _endedFromOutside.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Write(StandardStream stream, ReadOnlyMemory<byte> data)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                throw new OperationCanceledException("The command is over.", Over);
            }

            Add(stream, data);
        }
    }

    private void End(ExecutionResult? outcome, Exception? error)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
            if (outcome is not null)
            {
                Add(StandardStream.StandardOutput, outcome.StandardOutput);
                Add(StandardStream.StandardError, outcome.StandardError);
            }

            Outcome = outcome;
            _activity.Leave();
            _output.Writer.Complete(error);
        }

        // Not on this thread: what waits for the end is the consumer's code.
        _ = _over.CancelAsync();
    }

    private void Add(StandardStream stream, ReadOnlyMemory<byte> data)
    {
        if (!data.IsEmpty)
        {
            _output.Writer.TryWrite(new ScriptedOutput(stream, data.ToArray()));
        }
    }
}

/// <summary>A piece of a scripted command's output.</summary>
internal readonly record struct ScriptedOutput(StandardStream Stream, byte[] Data);
