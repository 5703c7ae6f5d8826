using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compute.Framework.Tests.Http;

/// <summary>A server on the loopback interface with connections that stay. A started process sends what the script says.</summary>
internal sealed class EventServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<EventServer, StreamWriter, CancellationToken, Task> _process;
    private readonly Task _loop;
    private int _connections;

    /// <param name="process">Writes the events of a process; the writer turns each flush into a chunk.</param>
    public EventServer(Func<EventServer, StreamWriter, CancellationToken, Task> process)
    {
        _process = process;
        _listener.Start();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/") };
        _loop = AcceptAsync();
    }

    public HttpClient Client { get; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The request lines and bodies of all requests but the starts.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    public static string Event(string kind, string data) => $"event: {kind}\ndata: {data}\n\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Client.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                connections.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            while (await ReadRequestAsync(stream) is { } request)
            {
                if (!request.StartsWith("POST /processes HTTP", StringComparison.Ordinal))
                {
                    Calls.Enqueue(request);
                    await SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    continue;
                }

                await SendAsync(stream, "HTTP/1.1 200 OK\r\nProcess-Id: 7\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                await using (var writer = new StreamWriter(new ChunkStream(stream), leaveOpen: true))
                {
                    await _process(this, writer, _stop.Token);
                }

                await SendAsync(stream, "0\r\n\r\n");
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client is gone, the script broke the connection off, or the test is over.
        }
    }

    private Task SendAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), _stop.Token).AsTask();

    /// <summary>The request's first line and its body; null at the end of the connection. Bodies are chunked or have a length.</summary>
    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var head = await ReadThroughAsync(stream, "\r\n\r\n");
        if (head is null)
        {
            return null;
        }

        var lines = head.Split("\r\n");
        var body = new StringBuilder();
        if (lines.Any(line => line.Equals("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)))
        {
            while (Convert.ToInt32((await ReadThroughAsync(stream, "\r\n"))!.Trim(), 16) is > 0 and var size)
            {
                body.Append(await ReadExactlyAsync(stream, size));
                await ReadExactlyAsync(stream, 2);
            }

            await ReadExactlyAsync(stream, 2);
        }
        else if (lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } length)
        {
            body.Append(await ReadExactlyAsync(stream, int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)));
        }

        return body.Length == 0 ? lines[0] : $"{lines[0]} {body}";
    }

    private async Task<string?> ReadThroughAsync(NetworkStream stream, string end)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    private async Task<string> ReadExactlyAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _stop.Token);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Writes each write as a chunk.</summary>
    private sealed class ChunkStream(NetworkStream inner) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.Length > 0)
            {
                await inner.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"{buffer.Length:x}\r\n"), .. buffer.Span, 13, 10], cancellationToken);
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    }
}
