using System.Runtime.CompilerServices;

namespace Compute.Framework.Runtime;

/// <summary>Everything a process wrote, by sequence number: the newest in memory, the rest in a spool with a bound.</summary>
/// <remarks>One writer, any number of readers. A reader never slows the writer down.</remarks>
internal sealed class OutputLog : IDisposable
{
    /// <summary>What memory holds of one process's output before it goes to the spool.</summary>
    public const int DefaultWindowBytes = 4 * 1024 * 1024;

    /// <summary>The longest chunk. With a block a little longer, memory that readers keep stays out of the large object heap.</summary>
    private const int MaxChunkBytes = 64 * 1024;

    private const int FirstBlockBytes = 4 * 1024;
    private const int MaxBlockBytes = MaxChunkBytes + 1024;

    /// <summary>The share of the window that is moved to the spool in one go.</summary>
    private const int EvictedShare = 4;

    private readonly Lock _gate = new();
    private readonly List<OutputBlock> _window = [];
    private readonly Stack<byte[]> _spares = new();
    private readonly int _windowLimit;
    private readonly OutputSpool _spool;
    private TaskCompletionSource? _changed;
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
    public void Append(StandardStream stream, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var chunk = data[..Math.Min(data.Length, MaxChunkBytes)];
            data = data[chunk.Length..];
            if (_window.Count == 0 || !_window[^1].HasRoomFor(chunk.Length))
            {
                AddBlock(OutputBlock.HeaderBytes + chunk.Length);
            }

            lock (_gate)
            {
                _window[^1].Append(stream, chunk);
                _next++;
                Pulse();
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
        var wanted = fromSequence;
        var (block, sequence, position) = (-1L, 0L, 0);
        while (true)
        {
            OutputRecords? inMemory;
            Task? wait;
            lock (_gate)
            {
                if (wanted >= _next && _isComplete)
                {
                    if (_error is not null)
                    {
                        throw ErrorCopies.ForAnother(_error);
                    }

                    yield break;
                }

                wait = wanted >= _next ? (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : null;
                inMemory = wait is null ? FindInMemory(wanted) : null;
            }

            if (wait is not null)
            {
                await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var records = inMemory
                ?? await _spool.ReadAsync(wanted, cancellationToken).ConfigureAwait(false)
                ?? throw new OutputDroppedException(wanted);
            if (block != records.FirstSequence)
            {
                (block, sequence, position) = (records.FirstSequence, records.FirstSequence, 0);
            }

            while (sequence < records.EndSequence)
            {
                var (stream, data) = OutputBlock.Read(records.Data, position);
                position += OutputBlock.HeaderBytes + data.Length;
                var chunk = new OutputChunk(sequence++, stream, data);
                if (chunk.Sequence == wanted)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    wanted++;
                    yield return chunk;
                }
            }
        }
    }

    public void Dispose()
    {
        Complete(new ObjectDisposedException(nameof(ISandboxProcess)));
        _spool.Dispose();
    }

    private void AddBlock(int needed)
    {
        // Blocks double in size, so that little output takes little memory.
        var usual = _window.Count > 0 ? _window[^1].Buffer.Length * 2 : FirstBlockBytes;
        var size = Math.Max(Math.Min(usual, Math.Min(MaxBlockBytes, _windowLimit / EvictedShare)), needed);
        if (_window.Count > 0 && _windowBytes + size > _windowLimit)
        {
            EvictOldest();
        }

        var block = new OutputBlock(
            _next, _spares.TryPop(out var spare) && spare.Length >= size ? spare : GC.AllocateUninitializedArray<byte>(size));
        lock (_gate)
        {
            _window.Add(block);
            _windowBytes += block.Buffer.Length;
        }
    }

    private void EvictOldest()
    {
        var (count, bytes) = (0, 0L);
        while (count < _window.Count && bytes < _windowLimit / EvictedShare)
        {
            bytes += _window[count++].Buffer.Length;
        }

        // Readers find the blocks in memory until the spool has them.
        var oldest = _window.GetRange(0, count);
        _spool.Append(oldest);
        lock (_gate)
        {
            _window.RemoveRange(0, count);
            _windowBytes -= bytes;
        }

        // What no reader has seen is used again.
        _spares.Clear();
        foreach (var block in oldest.Where(block => !block.IsShared))
        {
            _spares.Push(block.Buffer);
        }
    }

    private OutputRecords? FindInMemory(long sequence)
    {
        for (var i = _window.Count - 1; i >= 0; i--)
        {
            if (_window[i].FirstSequence <= sequence)
            {
                return _window[i].Share();
            }
        }

        return null;
    }

    private void Pulse()
    {
        _changed?.SetResult();
        _changed = null;
    }
}
