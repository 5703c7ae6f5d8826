using System.Net;
using System.Net.Sockets;

namespace Compute.Gateway.Tests.Serving;

/// <summary>Passes connections on to a server as the worst of networks does: in pieces, late, cut after some bytes of the request or the
/// response, or answered by a proxy's own 502, before the server had the request or after.</summary>
internal sealed class BadNetwork : IAsyncDisposable
{
    private static readonly byte[] BadGateway = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _port;
    private readonly Random _random;
    private readonly Task _accepting;
    private int _faults;

    public BadNetwork(Uri server, int seed)
    {
        _port = server.Port;
        _random = new Random(seed);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    private enum Fate
    {
        CutResponse,
        CutRequest,
        RefuseBefore,
        RefuseAfter,
        Pass,
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>How many connections did not pass whole.</summary>
    public int Faults => Volatile.Read(ref _faults);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token), Next()));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private (Fate Fate, int Bytes, int Piece, int DelayMilliseconds) Next()
    {
        lock (_random)
        {
            var fate = _random.Next(100) switch
            {
                < 40 => Fate.CutResponse,
                < 55 => Fate.CutRequest,
                < 63 => Fate.RefuseBefore,
                < 70 => Fate.RefuseAfter,
                _ => Fate.Pass,
            };
            return (fate, _random.Next(1, fate == Fate.CutRequest ? 600 : 8_000), _random.Next(1, 2_000), _random.Next(0, 4));
        }
    }

    private async Task ServeAsync(Socket client, (Fate Fate, int Bytes, int Piece, int Delay) how)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var _ = client;
        client.NoDelay = true;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        try
        {
            if (how.Fate == Fate.RefuseBefore)
            {
                await client.ReceiveAsync(new byte[64 * 1024], ending.Token);
                await RefuseAsync(client, ending.Token);
                return;
            }

            await server.ConnectAsync(IPAddress.Loopback, _port, ending.Token);
            var isRefused = how.Fate == Fate.RefuseAfter;
            var sending = CopyAsync(client, server, how.Fate == Fate.CutRequest ? how.Bytes : int.MaxValue, how.Piece, how.Delay, ending.Token);
            var receiving = isRefused
                ? WaitAsync(server, ending.Token)
                : CopyAsync(server, client, how.Fate == Fate.CutResponse ? how.Bytes : int.MaxValue, how.Piece, how.Delay, ending.Token);
            var first = await Task.WhenAny(sending, receiving);
            if (isRefused && first == receiving)
            {
                await RefuseAsync(client, ending.Token);
            }
            else if (await first)
            {
                Interlocked.Increment(ref _faults);
                client.LingerState = new LingerOption(enable: true, seconds: 0);
            }

            await ending.CancelAsync();
            await Task.WhenAll(sending, receiving);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The end of one side is the end of the other.
        }
    }

    private async Task RefuseAsync(Socket client, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _faults);
        await client.SendAsync(BadGateway, cancellationToken);
        client.Shutdown(SocketShutdown.Send);

        // What the client still sends must not turn the answer into a reset.
        while (await client.ReceiveAsync(new byte[64 * 1024], cancellationToken) > 0)
        {
        }
    }

    private static async Task<bool> WaitAsync(Socket server, CancellationToken cancellationToken)
    {
        await server.ReceiveAsync(new byte[1024], cancellationToken);
        return true;
    }

    /// <summary>Copies; true when the bytes that are allowed are used up.</summary>
    private static async Task<bool> CopyAsync(
        Socket from, Socket to, int allowed, int piece, int delayMilliseconds, CancellationToken cancellationToken)
    {
        var buffer = new byte[piece];
        while (true)
        {
            var count = await from.ReceiveAsync(buffer, cancellationToken);
            if (count == 0)
            {
                return false;
            }

            if (delayMilliseconds > 0)
            {
                await Task.Delay(delayMilliseconds, cancellationToken);
            }

            var part = Math.Min(count, allowed);
            await to.SendAsync(buffer.AsMemory(0, part), cancellationToken);
            allowed -= part;
            if (allowed == 0)
            {
                return true;
            }
        }
    }
}
