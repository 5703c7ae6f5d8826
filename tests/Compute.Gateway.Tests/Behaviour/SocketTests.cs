using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Behaviour;

/// <summary>Processes and terminals over a WebSocket.</summary>
public sealed class SocketTests : IAsyncLifetime
{
    private ServedLocal _served = null!;
    private ISandboxProvider _provider = null!;
    private ISandbox _sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedLocal.StartAsync();
        _provider = _served.Connect();
        _sandbox = await _provider.CreateAsync(cancellationToken: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        await _provider.DisposeAsync();
        await _served.DisposeAsync();
    }

    [Fact]
    public async Task Input_output_and_the_end_go_over_one_connection()
    {
        using var socket = await OpenAsync("""{"start":{"arguments":["sh","-c","cat; echo error >&2; exit 3"]}}""");
        await SendAsync(socket, "one\n"u8.ToArray());
        await SendAsync(socket, "two\n"u8.ToArray());
        await TextAsync(socket, """{"closeInput":true}""");

        var (output, error, end) = await ReadAsync(socket);

        Assert.Equal(("one\ntwo\n", "error\n"), (output, error));
        Assert.Equal(3, end.GetProperty("exitCode").GetInt32());
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[10], Cancellation)).MessageType);
    }

    [Fact]
    public async Task A_process_is_found_again_on_another_connection_and_signaled()
    {
        string id;
        using (var first = await OpenAsync("""{"start":{"arguments":["sh","-c","trap 'echo term; exit 5' TERM; echo begun; while :; do sleep 0.1; done"]}}"""))
        {
            id = (await ReplyAsync(first)).GetProperty("process").GetString()!;
            Assert.Equal("begun\n", Encoding.UTF8.GetString((await FrameAsync(first))[16..]));
            first.Abort();
        }

        using var second = await OpenAsync($$"""{"attach":"{{id}}"}""");
        await TextAsync(second, """{"signal":15}""");
        var (output, _, end) = await ReadAsync(second);

        Assert.Equal("begun\nterm\n", output);
        Assert.Equal(5, end.GetProperty("exitCode").GetInt32());
        using var third = await OpenAsync($$"""{"attach":"{{id}}","skip":2}""");
        Assert.Equal("gun\nterm\n", (await ReadAsync(third)).Output);
    }

    [Fact]
    public async Task A_terminal_is_opened_and_resized()
    {
        using var socket = await OpenAsync("""{"terminal":{"arguments":["sh"],"columns":80,"rows":24}}""");
        await TextAsync(socket, """{"columns":101,"rows":33}""");
        await SendAsync(socket, "stty size; exit 4\n"u8.ToArray());

        var (output, _, end) = await ReadAsync(socket);

        Assert.Contains("33 101", output, StringComparison.Ordinal);
        Assert.Equal(4, end.GetProperty("exitCode").GetInt32());
    }

    [Theory]
    [InlineData("nonsense", "invalid-json")]
    [InlineData("{}", "invalid-argument")]
    [InlineData("""{"attach":"nobody"}""", "resource-not-found")]
    [InlineData("""{"start":{"arguments":[]}}""", "invalid-argument")]
    public async Task A_first_message_that_makes_no_sense_is_answered_with_an_error(string message, string code)
    {
        using var socket = await OpenAsync(message);

        var reply = await ReplyAsync(socket);

        Assert.Equal(code, reply.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[10], Cancellation)).MessageType);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task What_is_no_websocket_is_told_so()
    {
        using var http = _served.Http();

        using var response = await http.GetAsync($"sandboxes/{_sandbox.Id}/socket", Cancellation);

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    private async Task<ClientWebSocket> OpenAsync(string first)
    {
        var socket = new ClientWebSocket();
        var address = new UriBuilder(_served.Address) { Scheme = "ws", Path = $"/v1/sandboxes/{_sandbox.Id}/socket" };
        await socket.ConnectAsync(address.Uri, Cancellation);
        await TextAsync(socket, first);
        return socket;
    }

    private static Task TextAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancellation);

    private static Task SendAsync(ClientWebSocket socket, byte[] data) =>
        socket.SendAsync(data, WebSocketMessageType.Binary, endOfMessage: true, Cancellation);

    private static async Task<JsonElement> ReplyAsync(ClientWebSocket socket) =>
        JsonDocument.Parse(await FrameAsync(socket)).RootElement;

    private static async Task<byte[]> FrameAsync(ClientWebSocket socket)
    {
        var buffer = new byte[256 * 1024];
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), Cancellation);
            length += received.Count;
            if (received.EndOfMessage)
            {
                return buffer[..length];
            }
        }
    }

    /// <summary>Reads to the end: the kinds of frames are 1 output, 2 error, 3 end.</summary>
    private static async Task<(string Output, string Error, JsonElement End)> ReadAsync(ClientWebSocket socket)
    {
        var (output, error) = (new MemoryStream(), new MemoryStream());
        while (true)
        {
            var frame = await FrameAsync(socket);
            switch (frame[0])
            {
                case 1:
                    output.Write(frame.AsSpan(16));
                    break;
                case 2:
                    error.Write(frame.AsSpan(16));
                    break;
                case 3:
                    return (
                        Encoding.UTF8.GetString(output.ToArray()),
                        Encoding.UTF8.GetString(error.ToArray()),
                        JsonDocument.Parse(frame.AsMemory(16)).RootElement);
                case (byte)'{':
                    break;
                default:
                    Assert.Fail(Encoding.UTF8.GetString(frame));
                    break;
            }
        }
    }
}
