using System.Runtime.CompilerServices;
using Compute.Framework.Emulation;

namespace Compute.Framework.Runtime;

/// <summary>A running process whose output can be read again from any sequence number.</summary>
internal sealed class SandboxProcess : ISandboxProcess
{
    private readonly ProcessChannel _channel;
    private readonly ProcessSupervisor _supervisor;
    private readonly Command _command;
    private readonly OutputLog _log = new();
    private readonly Func<Exception, Exception> _mapError;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Task<ExecutionResult> _end;
    private TimeSpan _duration;
    private int _disposed;

    public SandboxProcess(
        ProcessChannel channel, Command command, bool feedInput, TimeProvider time, Func<ValueTask<bool>> isSandboxGone, Func<Exception, Exception> mapError)
    {
        _channel = channel;
        _command = command;
        _time = time;
        _started = time.GetTimestamp();
        _mapError = mapError;
        _supervisor = new ProcessSupervisor(channel, command, time, isSandboxGone);
        _end = Task.Run(() => PumpAsync(feedInput));
    }

    public string Id => _channel.ProcessId;

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
            throw _mapError(new ProcessInputClosedException());
        }

        await CallAsync(_channel.WriteInputAsync(data, cancellationToken)).ConfigureAwait(false);
    }

    public async Task CloseInputAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        if (!_end.IsCompleted)
        {
            await CallAsync(_channel.CloseInputAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    public async Task SignalAsync(int signal, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, 64);
        ThrowIfDisposed();
        if (!_end.IsCompleted)
        {
            await CallAsync(_channel.SignalAsync(signal, cancellationToken)).ConfigureAwait(false);
        }
    }

    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        if (!_end.IsCompleted)
        {
            await CallAsync(new ValueTask(_supervisor.KillAsync(cancellationToken))).ConfigureAwait(false);
            await ((Task)_end).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task<ExecutionResult> WaitAsync(CancellationToken cancellationToken = default)
    {
        var end = await _end.WaitAsync(cancellationToken).ConfigureAwait(false);
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

        try
        {
            await KillAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await _supervisor.DisposeAsync().ConfigureAwait(false);
            _log.Dispose();
        }
    }

    private async Task<ExecutionResult> PumpAsync(bool feedInput)
    {
        try
        {
            var end = await _supervisor.RunAsync(AppendAsync, feedInput, keepInputOpen: true, CancellationToken.None).ConfigureAwait(false);
            _duration = _time.GetElapsedTime(_started);
            _log.Complete();
            return end;
        }
        catch (Exception exception)
        {
            var mapped = _mapError(exception);
            _log.Complete(mapped);
            throw mapped;
        }
    }

    private ValueTask AppendAsync(OutputStream stream, ReadOnlyMemory<byte> data)
    {
        _log.Append(stream, data.Span);
        return ValueTask.CompletedTask;
    }

    private async Task CallAsync(ValueTask call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw _mapError(exception);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(ISandboxProcess));
}
