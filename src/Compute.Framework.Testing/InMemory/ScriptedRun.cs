using System.Threading.Channels;

namespace Compute.Framework.Testing;

/// <summary>One command while its handler plays it: output out, and one end, which is the first that anybody tells.</summary>
internal sealed class ScriptedRun : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Channel<ScriptedOutput> _output = Channel.CreateUnbounded<ScriptedOutput>(new() { SingleReader = true });
    private readonly CancellationTokenSource _over = new();
    private CancellationTokenRegistration _sandboxGone;
    private bool _isOver;

    private ScriptedRun()
    {
    }

    /// <summary>Fires when the run is over, however it ended.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>How it ended, without what was written; null while it runs, and when it went down with its sandbox.</summary>
    public ExecutionResult? Outcome { get; private set; }

    /// <summary>Starts to play a command and returns at once.</summary>
    public static ScriptedRun Start(CommandScript script, Command command, SandboxState sandbox, TimeProvider time, Stream input)
    {
        sandbox.ThrowIfGone();
        var run = new ScriptedRun();
        var scripted = new ScriptedCommand(command, sandbox, time, input, run.Write);
        script.Receive(new ReceivedCommand(sandbox.Facts.Id, command));
        run._sandboxGone = sandbox.Gone.UnsafeRegister(static state => ((ScriptedRun)state!).End(null), run);
        _ = Task.Run(() => run.PlayAsync(script, scripted), CancellationToken.None);
        return run;
    }

    /// <summary>The output to its end; throws what the handler threw.</summary>
    public IAsyncEnumerable<ScriptedOutput> ReadOutputAsync(CancellationToken cancellationToken) =>
        _output.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Ends the run from outside; does nothing when it is over.</summary>
    /// <param name="outcome">How it ended; null when it went down with its sandbox.</param>
    public void End(ExecutionResult? outcome) => End(outcome, error: null);

    public void Dispose()
    {
        End(ExecutionResult.Killed());
        _sandboxGone.Dispose();
    }

    private async Task PlayAsync(CommandScript script, ScriptedCommand command)
    {
        try
        {
            var result = command.HasWorkingDirectory
                ? await script.HandlerOf(command.Command)(command, Over).ConfigureAwait(false)
                : ExecutionResult.FailedToStart($"There is no directory '{command.WorkingDirectory}' in the sandbox to run in; create it with Files.CreateDirectoryAsync.");
            End(result ?? throw new InvalidOperationException($"The scripted answer to '{command.Arguments[0]}' is null."));
        }
        catch (Exception exception)
        {
            End(null, exception);
        }
    }

    private void Write(OutputStream stream, ReadOnlyMemory<byte> data)
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
                Add(OutputStream.StandardOutput, outcome.StandardOutput);
                Add(OutputStream.StandardError, outcome.StandardError);
            }

            Outcome = outcome;
            _output.Writer.Complete(error);
        }

        // Not on this thread: what waits for the end is the consumer's code.
        _ = _over.CancelAsync();
    }

    private void Add(OutputStream stream, ReadOnlyMemory<byte> data)
    {
        if (!data.IsEmpty)
        {
            _output.Writer.TryWrite(new ScriptedOutput(stream, data.ToArray()));
        }
    }
}

/// <summary>A piece of a scripted command's output.</summary>
internal readonly record struct ScriptedOutput(OutputStream Stream, byte[] Data);
