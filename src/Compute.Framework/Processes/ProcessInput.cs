namespace Compute.Framework.Runtime;

/// <summary>A process's standard input, which is closed once: a channel sees no write after that and no second close.</summary>
internal sealed class ProcessInput(ProcessChannel channel)
{
    private int _isClosed;

    /// <exception cref="ProcessInputClosedException">It was closed.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        Volatile.Read(ref _isClosed) == 0 ? channel.WriteInputAsync(data, cancellationToken) : throw new ProcessInputClosedException();

    /// <summary>Closes it. When that fails, it can be tried again.</summary>
    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        try
        {
            await channel.CloseInputAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Volatile.Write(ref _isClosed, 0);
            throw;
        }
    }
}
