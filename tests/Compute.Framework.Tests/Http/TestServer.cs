using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compute.Framework.Tests.Http;

/// <summary>A server on the loopback interface that answers each connection with the bytes it is told to, and closes it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, string, string?> _answer;
    private readonly Task _loop;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Gives the raw answer to the n-th request (from 0); null for none at all.</param>
    public TestServer(Func<int, string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _loop = AcceptAsync();
    }

    public Uri Address { get; }

    public ConcurrentQueue<string> Requests { get; } = [];

    public static string Answer(int status, string body = "", string headers = "", string type = "application/json") =>
        $"HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public HttpClient CreateClient(HttpMessageHandler? handler = null) =>
        new(handler ?? new SocketsHttpHandler()) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (var number = 0; ; number++)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client.GetStream(), number);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream, int number)
    {
        var request = await ReadRequestAsync(stream);
        Requests.Enqueue(request);
        if (_answer(number, request) is { } answer)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
            await stream.FlushAsync(_stop.Token);
        }
        else
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var all = text.ToString();
            var head = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && all.Length - head - 4 >= ContentLength(all[..head]))
            {
                return all;
            }

            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return all;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }

    private static int ContentLength(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
