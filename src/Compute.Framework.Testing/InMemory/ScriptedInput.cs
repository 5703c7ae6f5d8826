using System.Threading.Channels;
using Compute.Framework.Streams;

namespace Compute.Framework.Testing;

/// <summary>The standard input of a scripted process: the caller writes on one side, the handler reads on the other.</summary>
internal sealed class ScriptedInput
{
    /// <summary>How many writes may wait to be read before the next one has to wait.</summary>
    private const int Capacity = 16;

    private readonly Channel<byte[]> _pieces = Channel.CreateBounded<byte[]>(Capacity);

    public ScriptedInput() => Stream = new Reader(_pieces.Reader);

    /// <summary>The handler's side.</summary>
    public Stream Stream { get; }

    /// <exception cref="ProcessInputClosedException">The input was closed, or the process is over.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            await _pieces.Writer.WriteAsync(data.ToArray(), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException exception)
        {
            throw new ProcessInputClosedException(exception);
        }
    }

    /// <summary>No more comes: the reader sees the end after what was written. Idempotent.</summary>
    public void Close() => _pieces.Writer.TryComplete();

    private sealed class Reader(ChannelReader<byte[]> pieces) : ForwardReadStream
    {
        private ReadOnlyMemory<byte> _current;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_current.IsEmpty)
            {
                if (!await pieces.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    return 0;
                }

                if (pieces.TryRead(out var piece))
                {
                    _current = piece;
                }
            }

            var count = Math.Min(buffer.Length, _current.Length);
            _current[..count].CopyTo(buffer);
            _current = _current[count..];
            return count;
        }
    }
}
