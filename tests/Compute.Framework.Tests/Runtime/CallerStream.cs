using Compute.Framework.Streams;

namespace Compute.Framework.Tests.Runtime;

/// <summary>A stream of a caller's own: gives some bytes, and then what a test says.</summary>
internal sealed class CallerStream(int bytes, Func<CancellationToken, ValueTask<int>> then) : ForwardReadStream
{
    private int _left = bytes;

    /// <summary>Throws after some bytes; each time the same.</summary>
    public static CallerStream Failing(int bytes, Exception exception) => new(bytes, _ => throw exception);

    /// <summary>Gives nothing more after some bytes, whatever its reader asks for.</summary>
    public static CallerStream Endless(int bytes) => new(bytes, async _ =>
    {
        await new TaskCompletionSource().Task;
        return 0;
    });

    /// <summary>Blocks its thread after some bytes, in a method that is called asynchronous.</summary>
    public static CallerStream Blocking(int bytes, ManualResetEventSlim end) => new(bytes, _ =>
    {
        end.Wait(CancellationToken.None);
        return new(0);
    });

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0)
        {
            return then(cancellationToken);
        }

        var count = Math.Min(_left, buffer.Length);
        buffer.Span[..count].Fill((byte)'x');
        _left -= count;
        return new(count);
    }
}
