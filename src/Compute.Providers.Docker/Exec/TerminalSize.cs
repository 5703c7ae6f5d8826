namespace Compute.Providers.Docker.Exec;

/// <summary>Sets the size of a command's terminal; again after a while where the engine may lose it.</summary>
internal sealed class TerminalSize(Execs execs, string execId)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The times between two tries: soon for who watches, late for an engine that is busy.</summary>
    private static readonly TimeSpan[] Again =
    [
        TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(4),
    ];

    private int _latest;

    public async Task SetAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _latest);
        await execs.ResizeAsync(execId, columns, rows, cancellationToken).ConfigureAwait(false);
        if (await execs.MayLoseSizesAsync(cancellationToken).ConfigureAwait(false))
        {
            _ = RepeatAsync(number, columns, rows);
        }
    }

    /// <summary>Sets no size again.</summary>
    public void Stop() => Interlocked.Increment(ref _latest);

    private async Task RepeatAsync(int number, int columns, int rows)
    {
        foreach (var delay in Again)
        {
            await Task.Delay(delay).ConfigureAwait(false);
            if (number != Volatile.Read(ref _latest))
            {
                return;
            }

            using var limit = new CancellationTokenSource(Limit);
            await execs.ResizeAsync(execId, columns, rows, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
