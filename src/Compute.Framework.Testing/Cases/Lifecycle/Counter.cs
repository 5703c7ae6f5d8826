using System.Globalization;

namespace Compute.Framework.Testing;

/// <summary>Follows a process that writes 1, 2, 3 … a line each.</summary>
internal sealed class Counter : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private long _value;
    private volatile bool _hasGap;

    public Counter(ISandboxProcess process) => _reading = ReadAsync(process);

    /// <summary>The last number.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Whether each number so far was one more than the one before.</summary>
    public bool IsGapless => !_hasGap;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ReadAsync(ISandboxProcess process)
    {
        await foreach (var line in process.ReadLinesAsync(_stop.Token).ConfigureAwait(false))
        {
            if (!long.TryParse(line.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != Value + 1)
            {
                _hasGap = true;
            }

            Interlocked.Exchange(ref _value, number);
        }
    }
}
