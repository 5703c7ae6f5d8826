using Compute.Framework.Streams;

namespace Compute.Framework.Testing;

/// <summary>A stream of a caller's own that fails, or says nothing more, after some bytes.</summary>
/// <param name="bytes">How many bytes it gives before.</param>
/// <param name="error">What it throws then; it never comes to its end, whatever its reader asks for, when null.</param>
internal sealed class CallerStream(int bytes, Exception? error) : ForwardReadStream
{
    private int _left = bytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left > 0)
        {
            var count = Math.Min(_left, buffer.Length);
            buffer.Span[..count].Fill((byte)'x');
            _left -= count;
            return count;
        }

        if (error is null)
        {
            await new TaskCompletionSource().Task.ConfigureAwait(false);
            return 0;
        }

        throw error;
    }
}
