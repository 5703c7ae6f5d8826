using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Compute.Framework.Runtime;

/// <summary>Runs one <see cref="ProcessChannel"/> to its end: feeds the input, applies the time-out, reports why it ended.</summary>
internal sealed partial class ProcessSupervisor : IAsyncDisposable
{
    /// <summary>How long a back end may take to report the end of a process that was killed.</summary>
    private static readonly TimeSpan EndAfterKill = TimeSpan.FromSeconds(15);

    /// <summary>How long a back end may take to kill a process.</summary>
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(30);

    /// <summary>How long the author's methods may take to return once they are cancelled.</summary>
    private static readonly TimeSpan CancellationLimit = TimeSpan.FromSeconds(5);

    private readonly ProcessChannel _channel;
    private readonly Command _command;
    private readonly TimeProvider _time;
    private readonly Func<ValueTask<bool>> _isSandboxGone;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _reading = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly ProcessInput _input;
    private Task<ExecutionResult>? _run;
    private ExceptionDispatchInfo? _inputError;
    private int _cause;

    /// <param name="channel">The process.</param>
    /// <param name="command">The command that it runs.</param>
    /// <param name="time">The clock of the time-out.</param>
    /// <param name="isSandboxGone">Whether the sandbox was destroyed meanwhile: a process ends with it, but that is no outcome of the
    /// command.</param>
    /// <param name="logger">The log.</param>
    public ProcessSupervisor(
        ProcessChannel channel, Command command, TimeProvider time, Func<ValueTask<bool>> isSandboxGone, ILogger logger)
    {
        _channel = channel;
        _command = command;
        _time = time;
        _isSandboxGone = isSandboxGone;
        _logger = logger;
        _input = new ProcessInput(channel);
    }

    private enum Cause
    {
        Process = 0,
        Timeout = 1,
        Kill = 2,
        LetGo = 3,

        /// <summary>The caller's input failed.</summary>
        Source = 4,

        /// <summary>The back end did not take the input.</summary>
        Input = 5,
    }

    /// <summary>Whether the process runs on without anybody who reads.</summary>
    public bool HasLetGo => (Cause)Volatile.Read(ref _cause) == Cause.LetGo;

    /// <summary>The process's standard input.</summary>
    public ProcessInput Input => _input;

    /// <summary>Pumps all output into <paramref name="onOutput"/> and returns how the process ended, without output.</summary>
    /// <param name="onOutput">Called for each piece, in order; the memory is valid during the call.</param>
    /// <param name="feedInput">Whether the runtime writes the command's standard input.</param>
    /// <param name="keepInputOpen">Whether an absent input stays open for the caller to write to.</param>
    /// <param name="cancellationToken">Kills the process.</param>
    /// <exception cref="CallerFault">The caller's input threw; the process was killed.</exception>
    public async Task<ExecutionResult> RunAsync(
        Action<StandardStream, ReadOnlyMemory<byte>> onOutput, bool feedInput, bool keepInputOpen, CancellationToken cancellationToken)
    {
        using var timeout = _command.Timeout is { } limit
            ? LongTimer.Start(_time, limit, static state => ((ProcessSupervisor)state!).KillInBackground(Cause.Timeout), this)
            : null;
        using var cancelled = cancellationToken.UnsafeRegister(
            static state => ((ProcessSupervisor)state!).KillInBackground(Cause.Kill), this);
        using var failed = Source is { } source
            ? source.Failed.UnsafeRegister(static state => ((ProcessSupervisor)state!).KillInBackground(Cause.Source), this)
            : default;

        // A channel that is cancelled and reads on regardless is left behind.
        var stopped = _reading.Token.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).CancelAfter(CancellationLimit), _abandoned);
        var input = feedInput ? FeedInputAsync(keepInputOpen) : Task.CompletedTask;
        _run = ReadToEndAsync(onOutput, cancellationToken);
        try
        {
            return await _run.WaitAsync(_abandoned.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_abandoned.IsCancellationRequested && !_run.IsCompleted)
        {
            _run.Abandon();
            throw Stopped(cancellationToken);
        }
        finally
        {
            await stopped.DisposeAsync().ConfigureAwait(false);
            await _reading.CancelAsync().ConfigureAwait(false);
            await input.EndsWithinAsync(CancellationLimit).ConfigureAwait(false);
        }
    }

    /// <summary>Kills the process and everything that it started.</summary>
    /// <exception cref="TimeoutException">The back end took too long.</exception>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Interlocked.CompareExchange(ref _cause, (int)Cause.Kill, (int)Cause.Process);
        await KillChannelAsync(cancellationToken).ConfigureAwait(false);
        _reading.CancelAfter(EndAfterKill);
    }

    /// <summary>Stops to read; the process runs on.</summary>
    public Task LetGoAsync()
    {
        Volatile.Write(ref _cause, (int)Cause.LetGo);
        return _reading.CancelAsync();
    }

    /// <summary>Releases the channel, after its reading has stopped: a response that is disposed while it is read breaks its
    /// connection. A channel that fails to be released is logged: what is known of the process stands.</summary>
    public async ValueTask DisposeAsync()
    {
        await _reading.CancelAsync().ConfigureAwait(false);
        if (_run is { } run && !_abandoned.IsCancellationRequested)
        {
            await run.EndsWithinAsync(CancellationLimit).ConfigureAwait(false);
        }

        try
        {
            await _channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            OperationLog.ReleaseFailed(_logger, _channel.GetType().Name, exception.Message);
        }

        // Who waits for a reading that goes on regardless is let go here: the timer would end with what is disposed.
        await _abandoned.CancelAsync().ConfigureAwait(false);
        if (_run is not { IsCompleted: false })
        {
            _reading.Dispose();
            _abandoned.Dispose();
        }
    }

    private async Task<ExecutionResult> ReadToEndAsync(
        Action<StandardStream, ReadOnlyMemory<byte>> onOutput, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var frame in _channel.ReadFramesAsync(_reading.Token).ConfigureAwait(false))
            {
                switch (frame.Kind)
                {
                    case ProcessFrameKind.StandardOutput:
                        onOutput(StandardStream.StandardOutput, frame.Data);
                        break;
                    case ProcessFrameKind.StandardError:
                        onOutput(StandardStream.StandardError, frame.Data);
                        break;
                    default:
                        ThrowIfStopped(cancellationToken, !WasEnded(frame));
                        return await InterpretAsync(frame).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_reading.IsCancellationRequested)
        {
            throw Stopped(cancellationToken);
        }
        catch (SandboxUnavailableException error) when (!error.IsOutcomeUnknown)
        {
            // The process was started: whatever cannot be reached now, it may have run.
            throw error.WithUnknownOutcome();
        }
        catch (Exception error) when (error is HttpRequestException or SocketException)
        {
            throw TransportErrors.Unavailable(error).WithUnknownOutcome();
        }

        ThrowIfStopped(cancellationToken);
        throw await LostAsync().ConfigureAwait(false);
    }

    /// <summary>Why there will be no end to report.</summary>
    private Exception Stopped(CancellationToken cancellationToken)
    {
        ThrowIfStopped(cancellationToken);
        return HasLetGo
            ? new ObjectDisposedException(typeof(ISandboxProcess).FullName)
            : new SandboxUnavailableException(
                "The back end did not report the end of a process that was killed.") { IsOutcomeUnknown = true };
    }

    /// <summary>Throws what stands above the outcome: the caller's cancellation, and an input that did not arrive.</summary>
    /// <param name="cancellationToken">The caller's.</param>
    /// <param name="endedByItself">Whether the process did; then it did not wait for the input that the back end did not take.</param>
    private void ThrowIfStopped(CancellationToken cancellationToken, bool endedByItself = false)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch ((Cause)Volatile.Read(ref _cause))
        {
            case Cause.Source:
                Source!.ThrowIfFailed();
                break;
            case Cause.Input when !endedByItself:
                Volatile.Read(ref _inputError)!.Throw();
                break;
        }
    }

    /// <summary>Whether something else ended the process.</summary>
    private static bool WasEnded(ProcessFrame end) =>
        end.Kind is ProcessFrameKind.Signaled or ProcessFrameKind.TimedOut or ProcessFrameKind.Killed;

    private async ValueTask<ExecutionResult> InterpretAsync(ProcessFrame end)
    {
        if (end.Kind == ProcessFrameKind.FailedToStart)
        {
            return ExecutionResult.FailedToStart(end.Reason ?? "The program could not be started.");
        }

        // A process dies with its sandbox; that says nothing about the command.
        if (WasEnded(end) && await _isSandboxGone().ConfigureAwait(false))
        {
            throw Destroyed();
        }

        return ((Cause)Volatile.Read(ref _cause), end.Kind) switch
        {
            (Cause.Timeout, _) => ExecutionResult.TimedOut(),
            (Cause.Kill, ProcessFrameKind.Signaled) or (_, ProcessFrameKind.Killed) => ExecutionResult.Killed(),
            (_, ProcessFrameKind.TimedOut) => ExecutionResult.TimedOut(),
            (_, ProcessFrameKind.Signaled) when end.Code is < 1 or > 64 =>
                throw new ProviderFaultException($"The provider reported that signal {end.Code} ended a process; signals are 1 to 64."),
            (_, ProcessFrameKind.Signaled) => ExecutionResult.Signaled(end.Code),
            _ => ExecutionResult.Exited(end.Code),
        };
    }

    private static SandboxUnavailableException Destroyed() =>
        new("The sandbox was destroyed while the process ran; what became of it is not known.") { IsOutcomeUnknown = true };

    private async ValueTask<SandboxUnavailableException> LostAsync() => await _isSandboxGone().ConfigureAwait(false)
        ? Destroyed()
        : new SandboxUnavailableException(
            "The connection to the process was lost before its end was reported.") { IsOutcomeUnknown = true };

    private void KillInBackground(Cause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, (int)cause, (int)Cause.Process) == (int)Cause.Process)
        {
            _ = KillAndBoundAsync();
        }
    }

    /// <summary>A kill that fails must not leave the reader waiting for ever.</summary>
    private async Task KillAndBoundAsync()
    {
        try
        {
            _reading.CancelAfter(EndAfterKill);
            await KillChannelAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The process ended meanwhile.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await _reading.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task KillChannelAsync(CancellationToken cancellationToken)
    {
        var kill = _channel.KillAsync(cancellationToken);
        await (kill.IsCompleted ? kill : new ValueTask(kill.AsTask().WaitAsync(KillLimit, cancellationToken))).ConfigureAwait(false);
    }
}
