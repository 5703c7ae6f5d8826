using System.Net;
using System.Net.Sockets;

namespace Compute.Gateway.Tests.Serving;

/// <summary>Passes connections on to a server, in pieces, and cuts each after some bytes of its responses.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _port;
    private readonly Random _random;
    private readonly Task _accepting;
    private int _cuts;

    public CuttingProxy(Uri server, int seed)
    {
        _port = server.Port;
        _random = new Random(seed);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>How many connections were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

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
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                int allowed, piece;
                lock (_random)
                {
                    (allowed, piece) = (_random.Next(300, 60_000), _random.Next(1, 5_000));
                }

                connections.Add(ServeAsync(client, allowed, piece));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client, int allowed, int piece)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var _ = client;
        client.NoDelay = true;
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _port, ending.Token);
            var sending = CopyAsync(client, server, int.MaxValue, 64 * 1024, ending.Token);
            var receiving = CopyAsync(server, client, allowed, piece, ending.Token);
            if (await Task.WhenAny(sending, receiving) == receiving && await receiving)
            {
                Interlocked.Increment(ref _cuts);
            }

            await ending.CancelAsync();
            await Task.WhenAll(sending, receiving);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
        }
    }

    /// <summary>Copies; true when the bytes that are allowed are used up.</summary>
    private static async Task<bool> CopyAsync(Socket from, Socket to, int allowed, int piece, CancellationToken cancellationToken)
    {
        var buffer = new byte[piece];
        while (true)
        {
            var count = await from.ReceiveAsync(buffer, cancellationToken);
            if (count == 0)
            {
                return false;
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
