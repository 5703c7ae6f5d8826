using System.Runtime.CompilerServices;
using Compute.Framework.Emulation;

namespace Compute.Framework.Runtime;

/// <summary>A running process whose output can be read again from any sequence number.</summary>
internal class SandboxProcess : ISandboxProcess
{
    private readonly ProcessChannel _channel;
    private readonly ProcessSupervisor _supervisor;
    private readonly Command _command;
    private readonly ProcessSurroundings _surroundings;
    private readonly OutputLog _log = new();
    private readonly bool _isBorrowed;
    private readonly DateTimeOffset _startedAt;
    private readonly long _started;
    private readonly Task<ExecutionResult> _end;
    private TimeSpan _duration;
    private int _disposed;

    /// <param name="channel">The process.</param>
    /// <param name="command">The command that it runs.</param>
    /// <param name="surroundings">What surrounds it.</param>
    /// <param name="feedInput">Whether the runtime writes the command's standard input.</param>
    /// <param name="isBorrowed">Whether disposing this leaves the process running.</param>
    public SandboxProcess(
        ProcessChannel channel, Command command, ProcessSurroundings surroundings, bool feedInput, bool isBorrowed = false)
    {
        _channel = channel;
        _command = command;
        _surroundings = surroundings;
        _isBorrowed = isBorrowed;
        _startedAt = surroundings.Time.GetUtcNow();
        _started = surroundings.Time.GetTimestamp();
        _supervisor = new ProcessSupervisor(channel, command, surroundings.Time, surroundings.IsSandboxGone, surroundings.Logger);
        _end = Task.Run(() => PumpAsync(feedInput));
    }

    public string Id => _channel.ProcessId;

    /// <summary>Called once when the process is disposed.</summary>
    public Action<SandboxProcess>? Disposed { get; set; }

    protected bool HasEnded => _end.IsCompleted;

    public SandboxProcessInfo ToInfo() => new()
    {
        Id = Id,
        Arguments = _command.Arguments,
        StartedAt = _startedAt,
        IsRunning = !HasEnded,
    };

    /// <summary>Another object for the same process, with the same output; disposing it leaves the process running.</summary>
    public virtual ISandboxProcess Attach() => new AttachedProcess(this);

    public IAsyncEnumerable<OutputChunk> ReadOutputAsync(long fromSequence = 0, CancellationToken cancellationToken = default) =>
        _log.ReadAsync(fromSequence, cancellationToken);

    public async IAsyncEnumerable<OutputLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var decoder = new Utf8LineDecoder();
        await foreach (var chunk in _log.ReadAsync(0, cancellationToken).ConfigureAwait(false))
        {
            foreach (var line in decoder.Decode(chunk.Stream, chunk.Data.Span))
            {
                yield return line;
            }
        }

        foreach (var line in decoder.Complete())
        {
            yield return line;
        }
    }

    public async Task WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        if (_end.IsCompleted)
        {
            throw await MapErrorAsync(new ProcessInputClosedException()).ConfigureAwait(false);
        }

        // A write that is left behind may still read the memory, which is the caller's own again.
        var copy = cancellationToken.CanBeCanceled ? data.ToArray() : data;
        await CallAsync(
            () => ClosesInput ? _supervisor.Input.WriteAsync(copy, cancellationToken) : _channel.WriteInputAsync(copy, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task CloseInputAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        if (!_end.IsCompleted)
        {
            await CallAsync(
                () => ClosesInput ? _supervisor.Input.CloseAsync(cancellationToken) : _channel.CloseInputAsync(cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task SignalAsync(Signal signal, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(signal.Number, nameof(signal));
        ThrowIfDisposed();
        if (!_end.IsCompleted)
        {
            await CallAsync(() => _channel.SignalAsync(signal, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        if (!_end.IsCompleted)
        {
            await CallAsync(() => new ValueTask(_supervisor.KillAsync(cancellationToken)), cancellationToken).ConfigureAwait(false);
            await ((Task)_end).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task<ExecutionResult> WaitAsync(CancellationToken cancellationToken = default)
    {
        var end = await EndAsync(cancellationToken).ConfigureAwait(false);
        var capture = new CommandCapture(_command.MaxOutputBytes);
        var isTruncated = false;
        try
        {
            await foreach (var chunk in _log.ReadAsync(0, cancellationToken).ConfigureAwait(false))
            {
                capture.Append(chunk.Stream, chunk.Data.Span);
            }
        }
        catch (OutputDroppedException)
        {
            isTruncated = true;
        }

        return capture.Complete(end, _duration, isTruncated);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        GC.SuppressFinalize(this);
        Disposed?.Invoke(this);
        try
        {
            await (_isBorrowed ? LetGoAsync() : KillAsync(CancellationToken.None)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Thrown from here it would take the place of what the caller's own code threw; KillAsync is there for who wants to know.
            OperationLog.ProcessLeftBehind(_surroundings.Logger, Id, exception.Message);
        }
        finally
        {
            await _supervisor.DisposeAsync().ConfigureAwait(false);
            _log.Dispose();
        }
    }

    /// <summary>The end, or the error that kept it from being known: each caller gets one of his own.</summary>
    private async Task<ExecutionResult> EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _end.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (_end.IsFaulted)
        {
            throw ErrorCopies.ForAnother(exception);
        }
    }

    private async Task LetGoAsync()
    {
        if (!HasEnded)
        {
            await _supervisor.LetGoAsync().ConfigureAwait(false);
            await ((Task)_end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ExecutionResult> PumpAsync(bool feedInput)
    {
        try
        {
            var end = await _supervisor.RunAsync(Append, feedInput, keepInputOpen: true, CancellationToken.None).ConfigureAwait(false);
            _duration = _surroundings.Time.GetElapsedTime(_started);
            _log.Complete();
            return end;
        }
        catch (Exception exception)
        {
            var mapped = exception is ObjectDisposedException && _supervisor.HasLetGo
                ? exception
                : await MapErrorAsync(exception).ConfigureAwait(false);
            _log.Complete(mapped);
            throw mapped;
        }
    }

    /// <summary>Whether the input has an end, after which nothing can be written.</summary>
    protected virtual bool ClosesInput => true;

    protected virtual void Append(StandardStream stream, ReadOnlyMemory<byte> data) => _log.Append(stream, data.Span);

    /// <summary>Calls the author's channel. A call that goes on although it was cancelled is left behind.</summary>
    protected async Task CallAsync(Func<ValueTask> call, CancellationToken cancellationToken)
    {
        try
        {
            var task = call();
            if (task.IsCompleted)
            {
                await task.ConfigureAwait(false);
                return;
            }

            var pending = task.AsTask();
            try
            {
                await pending.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!pending.IsCompleted)
            {
                pending.Abandon();
                throw;
            }
        }
        catch (Exception exception) when (!IsOfCaller(exception, cancellationToken))
        {
            throw await MapErrorAsync(exception).ConfigureAwait(false);
        }
    }

    private bool IsOfCaller(Exception exception, CancellationToken cancellationToken) =>
        (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        || (exception is ObjectDisposedException && Volatile.Read(ref _disposed) != 0);

    private ValueTask<Exception> MapErrorAsync(Exception exception) => _surroundings.MapErrorAsync(exception, CancellationToken.None);

    protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(ISandboxProcess));
}
