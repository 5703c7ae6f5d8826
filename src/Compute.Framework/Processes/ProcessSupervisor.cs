namespace Compute.Framework.Runtime;

/// <summary>Runs one <see cref="ProcessChannel"/> to its end: feeds the input, applies the time-out, tells why it ended.</summary>
internal sealed class ProcessSupervisor : IAsyncDisposable
{
    /// <summary>How long a back end may take to tell the end of a process that was killed.</summary>
    private static readonly TimeSpan EndAfterKill = TimeSpan.FromSeconds(15);

    private readonly ProcessChannel _channel;
    private readonly Command _command;
    private readonly TimeProvider _time;
    private readonly Func<ValueTask<bool>> _isSandboxGone;
    private readonly CancellationTokenSource _reading = new();
    private int _cause;

    /// <param name="channel">The process.</param>
    /// <param name="command">The command that it runs.</param>
    /// <param name="time">The clock of the time-out.</param>
    /// <param name="isSandboxGone">Whether the sandbox was destroyed meanwhile: a process ends with it, but that is no outcome of the command.</param>
    public ProcessSupervisor(ProcessChannel channel, Command command, TimeProvider time, Func<ValueTask<bool>> isSandboxGone)
    {
        _channel = channel;
        _command = command;
        _time = time;
        _isSandboxGone = isSandboxGone;
    }

    private enum Cause
    {
        Process = 0,
        Timeout = 1,
        Kill = 2,
        LetGo = 3,
    }

    /// <summary>Pumps all output into <paramref name="onOutput"/> and returns how the process ended, without output.</summary>
    /// <param name="onOutput">Called for each piece, in order; the memory is valid during the call.</param>
    /// <param name="feedInput">Whether the runtime writes the command's standard input.</param>
    /// <param name="keepInputOpen">Whether an absent input stays open for the caller to write to.</param>
    /// <param name="cancellationToken">Kills the process.</param>
    public async Task<ExecutionResult> RunAsync(
        Func<OutputStream, ReadOnlyMemory<byte>, ValueTask> onOutput, bool feedInput, bool keepInputOpen, CancellationToken cancellationToken)
    {
        using var timeout = _command.Timeout is { } limit
            ? _time.CreateTimer(static state => ((ProcessSupervisor)state!).OnTimeout(), this, limit, Timeout.InfiniteTimeSpan)
            : null;
        using var cancelled = cancellationToken.UnsafeRegister(static state => ((ProcessSupervisor)state!).KillInBackground(Cause.Kill), this);
        var input = feedInput ? FeedInputAsync(keepInputOpen) : Task.CompletedTask;
        try
        {
            return await ReadToEndAsync(onOutput, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _reading.CancelAsync().ConfigureAwait(false);
            await input.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Kills the process and everything that it started.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Interlocked.CompareExchange(ref _cause, (int)Cause.Kill, (int)Cause.Process);
        await _channel.KillAsync(cancellationToken).ConfigureAwait(false);
        _reading.CancelAfter(EndAfterKill);
    }

    /// <summary>Stops to read; the process runs on.</summary>
    public Task LetGoAsync()
    {
        Volatile.Write(ref _cause, (int)Cause.LetGo);
        return _reading.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        _reading.Dispose();
    }

    private async Task<ExecutionResult> ReadToEndAsync(Func<OutputStream, ReadOnlyMemory<byte>, ValueTask> onOutput, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var frame in _channel.ReadFramesAsync(_reading.Token).ConfigureAwait(false))
            {
                switch (frame.Kind)
                {
                    case ProcessFrameKind.StandardOutput:
                        await onOutput(OutputStream.StandardOutput, frame.Data).ConfigureAwait(false);
                        break;
                    case ProcessFrameKind.StandardError:
                        await onOutput(OutputStream.StandardError, frame.Data).ConfigureAwait(false);
                        break;
                    default:
                        cancellationToken.ThrowIfCancellationRequested();
                        return await InterpretAsync(frame).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_reading.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf((Cause)Volatile.Read(ref _cause) == Cause.LetGo, typeof(ISandboxProcess));
            throw new SandboxUnavailableException("The back end did not tell the end of a process that was killed.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw await LostAsync().ConfigureAwait(false);
    }

    private async ValueTask<ExecutionResult> InterpretAsync(ProcessFrame end)
    {
        if (end.Kind == ProcessFrameKind.FailedToStart)
        {
            return ExecutionResult.FailedToStart(end.Reason ?? "The program could not be started.");
        }

        // A process dies with its sandbox; that says nothing about the command.
        if (end.Kind == ProcessFrameKind.Signaled && await _isSandboxGone().ConfigureAwait(false))
        {
            throw Destroyed();
        }

        return ((Cause)Volatile.Read(ref _cause), end.Kind) switch
        {
            (Cause.Timeout, _) => ExecutionResult.TimedOut(),
            (Cause.Kill, ProcessFrameKind.Signaled) => ExecutionResult.Killed(),
            (_, ProcessFrameKind.Signaled) => ExecutionResult.Signaled(end.Code),
            _ => ExecutionResult.Exited(end.Code),
        };
    }

    private static SandboxUnavailableException Destroyed() =>
        new("The sandbox was destroyed while the process ran; what became of it is not known.");

    private async ValueTask<SandboxUnavailableException> LostAsync() => await _isSandboxGone().ConfigureAwait(false)
        ? Destroyed()
        : new SandboxUnavailableException("The connection to the process was lost before it told its end.");

    private void OnTimeout() => KillInBackground(Cause.Timeout);

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
            await _channel.KillAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await _reading.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task FeedInputAsync(bool keepOpen)
    {
        if (_command.StandardInput is { } standardInput)
        {
            try
            {
                var stream = standardInput.OpenRead();
                var buffer = new byte[64 * 1024];
                int read;
                while ((read = await stream.ReadAsync(buffer, _reading.Token).ConfigureAwait(false)) > 0)
                {
                    await _channel.WriteInputAsync(buffer.AsMemory(0, read), _reading.Token).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is ProcessInputClosedException or IOException)
            {
                // The command stopped reading; that is its right (head, grep -q).
            }
        }
        else if (keepOpen)
        {
            return;
        }

        await _channel.CloseInputAsync(_reading.Token).ConfigureAwait(false);
    }
}
