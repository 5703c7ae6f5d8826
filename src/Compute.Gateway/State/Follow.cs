using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Gateway.State;

/// <summary>A sequence whose items are numbered from 1 on, and kept for a reader that comes back. It waits when too many have not been
/// read.</summary>
internal sealed class Follow(string target) : IAsyncDisposable
{
    private const int MaxUnread = 10_000;
    private const long MaxReadBytes = 8 * 1024 * 1024;

    private readonly CancellationTokenSource _ending = new();
    private readonly Dictionary<long, byte[]> _items = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = New();
    private Task? _running;
    private Exception? _failure;
    private bool _isOver;
    private long _first = 1;
    private long _next = 1;
    private long _read;
    private long _readBytes;
    private int _readings;

    /// <summary>The address that it belongs to.</summary>
    public string Target => target;

    /// <summary>How often it was read.</summary>
    public int Readings => Volatile.Read(ref _readings);

    public CancellationToken Ended => _ending.Token;

    /// <summary>Begins to read the source; once.</summary>
    public void Begin<T>(Func<CancellationToken, IAsyncEnumerable<T>> items, JsonTypeInfo<T> type)
    {
        lock (_lock)
        {
            _running ??= Task.Run(() => RunAsync(items, type));
        }
    }

    /// <summary>The items after a number, as they come.</summary>
    /// <exception cref="OutputDroppedException">The next one is no longer kept.</exception>
    public async IAsyncEnumerable<(long Id, byte[] Data)> ReadAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _readings);
        while (true)
        {
            if (Take(after + 1, out var data, out var changed))
            {
                yield return (++after, data);
            }
            else if (changed is null)
            {
                yield break;
            }
            else
            {
                await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await (_running ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> items, JsonTypeInfo<T> type)
    {
        Exception? failure = null;
        try
        {
            await foreach (var item in items(_ending.Token).WithCancellation(_ending.Token).ConfigureAwait(false))
            {
                while (!TryAdd(JsonSerializer.SerializeToUtf8Bytes(item, type), out var changed))
                {
                    await changed.WaitAsync(_ending.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = exception;
        }

        lock (_lock)
        {
            (_failure, _isOver) = (failure, true);
            Change();
        }
    }

    private bool TryAdd(byte[] data, out Task changed)
    {
        lock (_lock)
        {
            changed = _changed.Task;
            if (_next - 1 - _read >= MaxUnread)
            {
                return false;
            }

            _items[_next++] = data;
            Change();
            return true;
        }
    }

    /// <summary>The item with a number; or what to wait for, null at the end.</summary>
    private bool Take(long number, out byte[] data, out Task? changed)
    {
        lock (_lock)
        {
            (data, changed) = ([], _changed.Task);
            if (number < _first || number > _next)
            {
                throw new OutputDroppedException(number);
            }

            if (number < _next)
            {
                data = _items[number];
                if (number > _read)
                {
                    _read = number;
                    _readBytes += data.Length;
                    Forget();
                    Change();
                }

                return true;
            }

            if (_isOver)
            {
                changed = null;
                if (_failure is { } failure)
                {
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
                }
            }

            return false;
        }
    }

    /// <summary>What was read long ago has arrived.</summary>
    private void Forget()
    {
        while (_readBytes > MaxReadBytes && _first < _read)
        {
            _items.Remove(_first++, out var data);
            _readBytes -= data!.Length;
        }
    }

    private void Change()
    {
        _changed.TrySetResult();
        _changed = New();
    }
}
