using System.Net.Sockets;

namespace Compute.Gateway.Tests.Serving;

/// <summary>Passes connections on to a server as the worst of networks does: in pieces, late, cut after some bytes of the request or the
/// response, or answered by a proxy's own 502, before the server had the request or after.</summary>
internal sealed class BadNetwork : TestProxy
{
    private static readonly byte[] BadGateway = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly Random _random;
    private int _faults;

    public BadNetwork(Uri server, int seed)
        : base(server)
    {
        _random = new Random(seed);
        Start();
    }

    private enum Fate
    {
        CutResponse,
        CutRequest,
        RefuseBefore,
        RefuseAfter,
        Pass,
    }

    /// <summary>How many connections did not pass whole.</summary>
    public int Faults => Volatile.Read(ref _faults);

    protected override async Task ServeAsync(Socket client, Socket server, CancellationTokenSource ending)
    {
        var how = Next();
        if (how.Fate == Fate.RefuseBefore)
        {
            await client.ReceiveAsync(new byte[64 * 1024], ending.Token);
            await RefuseAsync(client, ending.Token);
            return;
        }

        await ConnectAsync(server, ending.Token);
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

    /// <summary>Connections begin one after the other: so do their draws.</summary>
    private (Fate Fate, int Bytes, int Piece, int Delay) Next()
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
}
