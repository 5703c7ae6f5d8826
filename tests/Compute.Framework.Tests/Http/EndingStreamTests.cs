using System.Net;
using System.Net.Sockets;
using Compute.Framework.Streams;

namespace Compute.Framework.Tests.Http;

public sealed class EndingStreamTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Socket _far;
    private readonly EndingStream _near;

    public EndingStreamTests()
    {
        _listener.Start();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        client.Connect(_listener.LocalEndpoint);
        _far = _listener.AcceptSocket();
        _near = new EndingStream(new NetworkStream(client, ownsSocket: true), Patience, _end.Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
        _listener.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task While_the_other_side_lives_a_reader_waits_however_long_and_is_told_of_its_end()
    {
        var reading = _near.ReadAsync(new byte[10], Token).AsTask();
        await Task.Delay(Patience * 3, Token);
        Assert.False(reading.IsCompleted);
        await _far.SendAsync("hello"u8.ToArray(), Token);
        Assert.Equal(5, await reading.WaitAsync(Bound, Token));
        _far.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await _near.ReadAsync(new byte[10], Token));
    }

    [Fact]
    public async Task A_reader_that_waits_is_let_go_when_the_other_side_has_ended()
    {
        var reading = _near.ReadAsync(new byte[10], Token).AsTask();
        await _end.CancelAsync();
        Assert.Equal(0, await reading.WaitAsync(Bound, Token));
    }

    [Fact]
    public async Task What_was_on_its_way_is_read_also_by_a_slow_reader()
    {
        await _far.SendAsync(new byte[100], Token);
        await _end.CancelAsync();
        for (var piece = 0; piece < 4; piece++)
        {
            await Task.Delay(Patience * 1.5, Token);
            Assert.Equal(25, await _near.ReadAsync(new byte[25], Token).AsTask().WaitAsync(Bound, Token));
        }

        Assert.Equal(0, await _near.ReadAsync(new byte[25], Token).AsTask().WaitAsync(Bound, Token));
    }

    [Fact]
    public async Task A_writer_whom_nobody_reads_gets_an_error_when_the_other_side_has_ended()
    {
        var writing = WriteAsync();
        await _end.CancelAsync();
        await Assert.ThrowsAsync<IOException>(() => writing.WaitAsync(Bound, Token));

        async Task WriteAsync()
        {
            for (var written = 0; written < 1 << 20; written++)
            {
                await _near.WriteAsync(new byte[64 * 1024], Token);
            }
        }
    }

    [Fact]
    public async Task A_caller_that_cancels_is_told_so()
    {
        using var cancel = new CancellationTokenSource();
        var reading = _near.ReadAsync(new byte[10], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Bound, Token));
    }
}
