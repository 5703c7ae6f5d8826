using System.Text;
using Compute.Framework.Authoring;
using static Compute.Framework.Tests.Http.EventServer;

namespace Compute.Framework.Tests.Http;

/// <summary>A channel over the body of a response, against a server on loopback.</summary>
public sealed class HttpProcessChannelTests
{
    private static readonly string Hello = $$"""{"bytes":"{{Convert.ToBase64String("hello"u8)}}"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_and_end_come_as_the_service_sends_them_and_the_connection_is_used_again()
    {
        await using var server = new EventServer(async (_, writer, token) =>
        {
            await writer.WriteAsync(Event("stdout", Hello).AsMemory(), token);
            await writer.FlushAsync(token);
            await writer.WriteAsync((Event("stderr", Hello) + Event("exit", """{"code":3}""")).AsMemory(), token);
        });
        for (var i = 0; i < 3; i++)
        {
            await using var channel = await EventChannel.StartAsync(server.Client, ["x"], Token);
            var frames = await channel.ReadFramesAsync(Token).ToListAsync(Token);
            Assert.Equal([ProcessFrameKind.StandardOutput, ProcessFrameKind.StandardError, ProcessFrameKind.Exited], frames.Select(frame => frame.Kind));
            Assert.Equal("hello", Encoding.UTF8.GetString(frames[0].Data.Span));
            Assert.Equal(3, frames[^1].Code);
        }

        Assert.Equal("ok", await server.Client.GetStringAsync(new Uri("next", UriKind.Relative), Token));
        // One that is still being drained when the next request starts is not waited for.
        Assert.True(server.Connections < 4, $"{server.Connections} connections for 4 requests");
    }

    [Fact]
    public async Task Disposing_while_it_is_read_ends_the_reading_and_spoils_no_connection()
    {
        await using var server = new EventServer(HelloThenNothingAsync);
        for (var i = 0; i < 20; i++)
        {
            var channel = await EventChannel.StartAsync(server.Client, ["x"], Token);
            await using var frames = channel.ReadFramesAsync(Token).GetAsyncEnumerator(Token);
            Assert.True(await frames.MoveNextAsync());
            var next = frames.MoveNextAsync().AsTask();
            await channel.DisposeAsync();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => next);
            await channel.DisposeAsync();
            Assert.Equal("ok", await server.Client.GetStringAsync(new Uri("next", UriKind.Relative), Token));
        }
    }

    [Fact]
    public async Task Disposing_while_the_reader_holds_a_frame_does_not_wait_for_it()
    {
        await using var server = new EventServer(HelloThenNothingAsync);
        var channel = await EventChannel.StartAsync(server.Client, ["x"], Token);
        await using var frames = channel.ReadFramesAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await frames.MoveNextAsync());
        await channel.DisposeAsync();
        Assert.Equal("hello", Encoding.UTF8.GetString(frames.Current.Data.Span));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await frames.MoveNextAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_is_lost_is_an_error_and_no_end(bool isCutOff)
    {
        await using var server = new EventServer(async (_, writer, token) =>
        {
            await writer.WriteAsync(Event("stdout", Hello).AsMemory(), token);
            await writer.FlushAsync(token);
            if (isCutOff)
            {
                throw new IOException("The script breaks the connection off.");
            }
        });
        await using var channel = await EventChannel.StartAsync(server.Client, ["x"], Token);
        await using var frames = channel.ReadFramesAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await frames.MoveNextAsync());
        var lost = await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await frames.MoveNextAsync());
        Assert.Contains("connection was lost", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_reading_is_a_cancellation()
    {
        await using var server = new EventServer(HelloThenNothingAsync);
        await using var channel = await EventChannel.StartAsync(server.Client, ["x"], Token);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var frames = channel.ReadFramesAsync(cancellation.Token).GetAsyncEnumerator(Token);
        Assert.True(await frames.MoveNextAsync());
        var next = frames.MoveNextAsync().AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task The_frames_are_read_once()
    {
        await using var server = new EventServer((_, writer, token) => writer.WriteAsync(Event("signal", """{"code":9}""").AsMemory(), token));
        await using var channel = await EventChannel.StartAsync(server.Client, ["x"], Token);
        Assert.Equal(9, (await channel.ReadFramesAsync(Token).SingleAsync(Token)).Code);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await channel.ReadFramesAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Input_signals_and_kills_are_requests_beside_the_reading()
    {
        await using var server = new EventServer(async (server, writer, token) =>
        {
            while (!server.Calls.Any(call => call.StartsWith("POST /processes/7/kill", StringComparison.Ordinal)))
            {
                await Task.Delay(10, token);
            }

            await writer.WriteAsync(Event("signal", """{"code":9}""").AsMemory(), token);
        });
        await using var channel = await EventChannel.StartAsync(server.Client, ["x"], Token);
        var reading = channel.ReadFramesAsync(Token).ToListAsync(Token).AsTask();
        await channel.WriteInputAsync("line"u8.ToArray(), Token);
        await channel.CloseInputAsync(Token);
        await channel.SignalAsync(Signal.Terminate, Token);
        await channel.KillAsync(Token);
        Assert.Equal(ProcessFrameKind.Signaled, Assert.Single(await reading).Kind);
        Assert.Equal(
            ["POST /processes/7/input HTTP/1.1 line", "POST /processes/7/input/close HTTP/1.1", "POST /processes/7/signal/15 HTTP/1.1", "POST /processes/7/kill HTTP/1.1"],
            server.Calls);
    }

    private static async Task HelloThenNothingAsync(EventServer server, StreamWriter writer, CancellationToken token)
    {
        await writer.WriteAsync(Event("stdout", Hello).AsMemory(), token);
        await writer.FlushAsync(token);
        await Task.Delay(Timeout.Infinite, token);
    }
}
