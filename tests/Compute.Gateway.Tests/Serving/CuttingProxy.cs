using System.Net.Sockets;

namespace Compute.Gateway.Tests.Serving;

/// <summary>Passes connections on to a server, in pieces, and cuts each after some bytes of its responses.</summary>
internal sealed class CuttingProxy : TestProxy
{
    private readonly Random _random;
    private int _cuts;

    public CuttingProxy(Uri server, int seed)
        : base(server)
    {
        _random = new Random(seed);
        Start();
    }

    /// <summary>How many connections were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    protected override async Task ServeAsync(Socket client, Socket server, CancellationTokenSource ending)
    {
        // Connections begin one after the other: so do their draws.
        var (allowed, piece) = (_random.Next(300, 60_000), _random.Next(1, 5_000));
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        await ConnectAsync(server, ending.Token);
        var sending = CopyAsync(client, server, int.MaxValue, 64 * 1024, delayMilliseconds: 0, ending.Token);
        var receiving = CopyAsync(server, client, allowed, piece, delayMilliseconds: 0, ending.Token);
        if (await Task.WhenAny(sending, receiving) == receiving && await receiving)
        {
            Interlocked.Increment(ref _cuts);
        }

        await ending.CancelAsync();
        await Task.WhenAll(sending, receiving);
    }
}
