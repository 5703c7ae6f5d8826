using System.Net.WebSockets;
using System.Text.Json;
using Compute.Gateway.Routes;
using Compute.Gateway.State;

namespace Compute.Gateway.Http;

/// <summary>One process on one WebSocket. The caller's first message starts it or finds it; output comes as binary messages, each one
/// frame; the caller's binary messages are input, and its texts are signals and the like.</summary>
internal sealed class ProcessSocket(GatewayCall call, ISandbox sandbox, WebSocket socket)
{
    private const int PieceBytes = 64 * 1024;

    private readonly byte[] _buffer = new byte[PieceBytes];

    public async Task RunAsync()
    {
        // Neither sending nor receiving is canceled by it, which would cut the connection before the caller is told why.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Streaming);
        try
        {
            var first = await ReadTextAsync(call.Aborted).ConfigureAwait(false);
            if (first is null)
            {
                return;
            }

            var process = await BeginAsync(first).ConfigureAwait(false);
            call.Subject.Resource = process.Process.Id;
            await SendAsync(new SocketReply(process.Process.Id, process.Accepted, null)).ConfigureAwait(false);
            var writing = WriteAsync(process, first.From ?? 0, first.Skip ?? 0, ending.Token);
            var reading = ReadAsync(process, call.Aborted);
            if (await Task.WhenAny(writing, reading).ConfigureAwait(false) == reading)
            {
                // The caller is gone, or sent what is nothing: the process goes on without it.
                await ending.CancelAsync().ConfigureAwait(false);
            }

            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (reading.IsCompleted)
            {
                await reading.ConfigureAwait(false);
            }

            await CloseAsync(WebSocketCloseStatus.NormalClosure).ConfigureAwait(false);
        }
        catch (Exception exception) when (!call.Aborted.IsCancellationRequested && exception is not WebSocketException)
        {
            var error = Problems.Describe(call.Server.Shutdown.Explain(exception), call.Server.Logger).Error;
            await SendAsync(
                new SocketReply(null, null, JsonSerializer.SerializeToElement(error, ComputeJson.TypeInfo<ComputeErrorInfo>())))
                .ConfigureAwait(false);
            await CloseAsync(WebSocketCloseStatus.PolicyViolation).ConfigureAwait(false);
        }
        catch (WebSocketException)
        {
            // The connection is lost: the caller comes back with the process's id.
        }
    }

    private async Task<ServedProcess> BeginAsync(SocketMessage message)
    {
        switch (message)
        {
            case { Start: { } start }:
                var command = start.Deserialize(ComputeJson.TypeInfo<Command>()) ?? throw new JsonException("The command is null.");
                return await call.Server.Processes.StartAsync(
                    call, sandbox.Id, message.Key, () => sandbox.StartAsync(command, CancellationToken.None)).ConfigureAwait(false);
            case { Terminal: { } terminal }:
                var options = terminal.Deserialize(ComputeJson.TypeInfo<TerminalOptions>());
                var host = ProcessRoutes.Require<ITerminalHost>(sandbox, SandboxOperation.OpenTerminal);
                return await call.Server.Processes.StartAsync(
                    call,
                    sandbox.Id,
                    message.Key,
                    async () => await host.OpenTerminalAsync(options, CancellationToken.None).ConfigureAwait(false)).ConfigureAwait(false);
            case { Attach: { Length: > 0 } id }:
                return await call.Server.Processes.FindAsync(call.ProviderKey, sandbox, id, message.Key, call.Aborted).ConfigureAwait(false)
                    ?? throw new ResourceNotFoundException("process", id);
            default:
                throw GatewayCall.Invalid("the first message", "one with 'start', 'terminal' or 'attach'");
        }
    }

    private async Task WriteAsync(ServedProcess process, long from, int skip, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var chunk in process.Process.ReadOutputAsync(from, cancellationToken).ConfigureAwait(false))
            {
                var kind = chunk.Stream == StandardStream.StandardOutput ? FrameKind.StandardOutput : FrameKind.StandardError;
                var data = chunk.Sequence == from ? chunk.Data[Math.Min(skip, chunk.Data.Length)..] : chunk.Data;
                await FrameAsync(kind, chunk.Sequence, data).ConfigureAwait(false);
            }

            var end = await process.EndAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            await EndAsync(FrameKind.End, end).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not WebSocketException && !call.Aborted.IsCancellationRequested
            && (!cancellationToken.IsCancellationRequested || call.Streaming.IsCancellationRequested))
        {
            var told = call.Server.Shutdown.Explain(exception);
            await EndAsync(FrameKind.Error, Problems.Describe(told, call.Server.Logger).Error).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(ServedProcess process, CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
            switch (received.MessageType)
            {
                case WebSocketMessageType.Close:
                    return;
                case WebSocketMessageType.Binary:
                    using (var input = new MemoryStream(_buffer, 0, received.Count, writable: false))
                    {
                        await process.WriteAsync(input, offset: null, cancellationToken).ConfigureAwait(false);
                    }

                    break;
                default:
                    var text = await RestAsync(received, cancellationToken).ConfigureAwait(false);
                    await ApplyAsync(process.Process, Parse(text), cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private static async Task ApplyAsync(ISandboxProcess process, SocketMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var action = message switch
            {
                { Signal: >= 1 and <= 64 and var number } => process.SignalAsync(new Signal(number), cancellationToken),
                { CloseInput: true } => process.CloseInputAsync(cancellationToken),
                { Kill: true } => process.KillAsync(cancellationToken),
                { Columns: >= 1 and <= ushort.MaxValue and var columns, Rows: >= 1 and <= ushort.MaxValue and var rows }
                    when process is ISandboxTerminal terminal => terminal.ResizeAsync(columns, rows, cancellationToken),
                _ => throw GatewayCall.Invalid(
                    "the message", "one with 'signal', 'closeInput', 'kill', or 'columns' and 'rows' of a terminal"),
            };
            await action.ConfigureAwait(false);
        }
        catch (ProcessInputClosedException)
        {
            // It has ended meanwhile, and its end is on the way.
        }
    }

    /// <summary>The first message; null if the caller closes without one.</summary>
    private async Task<SocketMessage?> ReadTextAsync(CancellationToken cancellationToken)
    {
        var received = await socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        return received.MessageType switch
        {
            WebSocketMessageType.Close => null,
            WebSocketMessageType.Text => Parse(await RestAsync(received, cancellationToken).ConfigureAwait(false)),
            _ => throw GatewayCall.Invalid("the first message", "a text"),
        };
    }

    /// <summary>A text as a whole, as far as it is no longer than a body may be.</summary>
    private async Task<MemoryStream> RestAsync(ValueWebSocketReceiveResult received, CancellationToken cancellationToken)
    {
        var text = new MemoryStream();
        while (true)
        {
            await text.WriteAsync(_buffer.AsMemory(0, received.Count), cancellationToken).ConfigureAwait(false);
            if (text.Length > call.Server.Options.MaxRequestBytes)
            {
                throw GatewayCall.Invalid("the message", $"at most {call.Server.Options.MaxRequestBytes} bytes long");
            }

            if (received.EndOfMessage)
            {
                return text;
            }

            received = await socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static SocketMessage Parse(MemoryStream text) =>
        JsonSerializer.Deserialize(text.GetBuffer().AsSpan(0, (int)text.Length), GatewayJson.Default.SocketMessage)
        ?? throw new JsonException("The message is null.");

    private Task EndAsync<T>(FrameKind kind, T value) =>
        FrameAsync(kind, 0, JsonSerializer.SerializeToUtf8Bytes(value, ComputeJson.TypeInfo<T>()));

    private async Task FrameAsync(FrameKind kind, long sequence, ReadOnlyMemory<byte> data)
    {
        var frame = new byte[FrameHeader.Size + data.Length];
        new FrameHeader(kind, data.Length, sequence).WriteTo(frame);
        data.CopyTo(frame.AsMemory(FrameHeader.Size));
        await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, call.Aborted).ConfigureAwait(false);
    }

    private async Task SendAsync(SocketReply reply) => await socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(reply, GatewayJson.Default.SocketReply),
        WebSocketMessageType.Text,
        endOfMessage: true,
        call.Aborted).ConfigureAwait(false);

    /// <summary>Says farewell. A caller that does not answer in time is left.</summary>
    private async Task CloseAsync(WebSocketCloseStatus status)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted);
        limit.CancelAfter(GatewayProtocol.Heartbeat);
        try
        {
            await socket.CloseOutputAsync(status, null, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // It is closed either way.
        }
    }
}
