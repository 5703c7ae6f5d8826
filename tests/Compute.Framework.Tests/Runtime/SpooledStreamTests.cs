using System.Threading.Channels;
using Compute.Framework.Streams;

namespace Compute.Framework.Tests.Runtime;

/// <summary>Content comes as fast as it can, whatever its consumer does.</summary>
public sealed class SpooledStreamTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData(5_000_001)]
    public async Task All_of_it_arrives(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        await using var stream = new SpooledStream(new MemoryStream(content));
        using var copy = new MemoryStream();

        await stream.CopyToAsync(copy, Cancel);

        Assert.Equal(content, copy.ToArray());
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancel));
    }

    [Fact]
    public async Task The_sender_does_not_wait_for_the_consumer()
    {
        var content = new SentStream();
        await using var stream = new SpooledStream(content);
        content.Send(10_000_000);
        content.End();

        await content.Disposed.WaitAsync(Bound, Cancel);

        Assert.Equal(10_000_000, await CountAsync(stream));
    }

    [Fact]
    public async Task The_consumer_gets_what_has_come_and_waits_for_the_rest()
    {
        var content = new SentStream();
        await using var stream = new SpooledStream(content);
        content.Send(3);
        await stream.ReadExactlyAsync(new byte[3], Cancel);
        var next = stream.ReadAsync(new byte[10], Cancel).AsTask();
        Assert.False(next.IsCompleted);

        content.Send(4);

        Assert.InRange(await next.WaitAsync(Bound, Cancel), 1, 4);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await stream.ReadExactlyAsync(new byte[4 - await next], Cancel);
        var waiting = stream.ReadAsync(new byte[10], stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        content.Send(5);
        Assert.NotEqual(0, await stream.ReadAsync(new byte[10], Cancel).AsTask().WaitAsync(Bound, Cancel));
    }

    [Fact]
    public async Task What_came_before_an_error_is_read_before_it()
    {
        var content = new SentStream();
        await using var stream = new SpooledStream(content);
        content.Send(100);
        content.End(new SandboxUnavailableException("The connection was lost."));
        await content.Disposed.WaitAsync(Bound, Cancel);

        await stream.ReadExactlyAsync(new byte[100], Cancel);
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () => Assert.Equal(1, await stream.ReadAsync(new byte[1], Cancel)));
    }

    [Fact]
    public async Task Disposing_ends_the_content()
    {
        var content = new SentStream();
        var stream = new SpooledStream(content);
        content.Send(100);

        await stream.DisposeAsync();

        await content.Disposed.WaitAsync(Bound, Cancel);
        Assert.False(stream.CanRead);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => Assert.Equal(1, await stream.ReadAsync(new byte[1], Cancel)));
    }

    private static async Task<long> CountAsync(Stream stream)
    {
        var (buffer, total) = (new byte[100_000], 0L);
        while (await stream.ReadAsync(buffer, Cancel) is > 0 and var count)
        {
            total += count;
        }

        return total;
    }

    /// <summary>Content that comes when a test sends it.</summary>
    private sealed class SentStream : ForwardReadStream
    {
        private readonly Channel<int> _sent = Channel.CreateUnbounded<int>();
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left;

        public Task Disposed => _disposed.Task;

        public void Send(int bytes) => Assert.True(_sent.Writer.TryWrite(bytes));

        public void End(Exception? error = null) => _sent.Writer.TryComplete(error);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
            {
                if (!await _sent.Reader.WaitToReadAsync(cancellationToken))
                {
                    return 0;
                }

                Assert.True(_sent.Reader.TryRead(out _left));
            }

            var count = Math.Min(_left, buffer.Length);
            _left -= count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            _disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
