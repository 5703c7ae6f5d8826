using System.Runtime.CompilerServices;

namespace Compute.Framework.Runtime;

/// <summary>Everything a process wrote, by sequence number: the newest in memory, the rest in a spool with a bound.</summary>
/// <remarks>One writer, any number of readers. A reader never slows the writer down.</remarks>
internal sealed class OutputLog : IAsyncDisposable
{
    /// <summary>What memory holds of one process's output before it goes to the spool.</summary>
    public const int DefaultWindowBytes = 4 * 1024 * 1024;

    /// <summary>What a chunk costs besides its bytes, so that a million empty lines count too.</summary>
    private const int ChunkOverhead = 64;

    private readonly Lock _gate = new();
    private readonly Queue<OutputChunk> _window = new();
    private readonly int _windowLimit;
    private readonly OutputSpool _spool;
    private TaskCompletionSource _changed = NewSignal();
    private long _windowStart;
    private long _next;
    private long _windowBytes;
    private bool _isComplete;
    private Exception? _error;

    public OutputLog(int windowBytes = DefaultWindowBytes, long spoolBytes = OutputSpool.DefaultLimitBytes)
    {
        _windowLimit = windowBytes;
        _spool = new OutputSpool(spoolBytes);
    }

    /// <summary>Appends a copy of the bytes.</summary>
    public async ValueTask AppendAsync(OutputStream stream, ReadOnlyMemory<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        var copy = GC.AllocateUninitializedArray<byte>(data.Length);
        data.Span.CopyTo(copy);
        OutputChunk[]? evicted = null;
        lock (_gate)
        {
            _window.Enqueue(new OutputChunk(_next++, stream, copy));
            _windowBytes += copy.Length + ChunkOverhead;
            if (_windowBytes > _windowLimit)
            {
                evicted = PeekOldestHalf();
            }

            Pulse();
        }

        if (evicted is not null)
        {
            // Readers find the chunks in memory until the spool has them.
            await _spool.AppendAsync(evicted).ConfigureAwait(false);
            lock (_gate)
            {
                foreach (var chunk in evicted)
                {
                    _window.Dequeue();
                    _windowBytes -= chunk.Data.Length + ChunkOverhead;
                }

                _windowStart += evicted.Length;
            }
        }
    }

    /// <summary>Ends the log; with an error when the connection was lost.</summary>
    public void Complete(Exception? error = null)
    {
        lock (_gate)
        {
            _isComplete = true;
            _error = error;
            Pulse();
        }
    }

    /// <exception cref="OutputDroppedException">A chunk was dropped.</exception>
    public async IAsyncEnumerable<OutputChunk> ReadAsync(long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromSequence);
        var batch = new List<OutputChunk>();
        var cursor = _spool.CreateCursor();
        while (true)
        {
            batch.Clear();
            Task? wait = null;
            var fromSpool = false;
            lock (_gate)
            {
                if (fromSequence < _windowStart)
                {
                    fromSpool = true;
                }
                else if (fromSequence < _next)
                {
                    batch.AddRange(_window.Skip((int)(fromSequence - _windowStart)));
                }
                else if (_isComplete)
                {
                    if (_error is not null)
                    {
                        throw _error;
                    }

                    yield break;
                }
                else
                {
                    wait = _changed.Task;
                }
            }

            if (wait is not null)
            {
                await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (fromSpool)
            {
                batch.Add(await cursor.ReadAsync(fromSequence, cancellationToken).ConfigureAwait(false)
                    ?? throw new OutputDroppedException(fromSequence));
            }

            foreach (var chunk in batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return chunk;
            }

            fromSequence += batch.Count;
        }
    }

    public ValueTask DisposeAsync()
    {
        Complete(new ObjectDisposedException(nameof(ISandboxProcess)));
        return _spool.DisposeAsync();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OutputChunk[] PeekOldestHalf()
    {
        var bytes = 0L;
        return [.. _window.TakeWhile(chunk => (bytes += chunk.Data.Length + ChunkOverhead) <= _windowLimit / 2)];
    }

    private void Pulse()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }
}
