using System.Net;
using System.Net.Sockets;

namespace Compute.Gateway.Tests.Serving;

/// <summary>Passes connections on to a server, each in a way of its own.</summary>
internal abstract class TestProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _port;
    private Task _accepting = Task.CompletedTask;

    protected TestProxy(Uri server)
    {
        _port = server.Port;
        _listener.Start();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    /// <summary>Begins to accept, once the derived class is ready to serve.</summary>
    protected void Start() => _accepting = AcceptAsync();

    /// <summary>Serves a connection until one side of it ends.</summary>
    /// <param name="client">The caller's side.</param>
    /// <param name="server">The server's side, which is not connected yet.</param>
    /// <param name="ending">Is canceled at the end of the proxy, and when this is called.</param>
    protected abstract Task ServeAsync(Socket client, Socket server, CancellationTokenSource ending);

    protected ValueTask ConnectAsync(Socket server, CancellationToken cancellationToken) =>
        server.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);

    /// <summary>Copies; true when the bytes that are allowed are used up.</summary>
    protected static async Task<bool> CopyAsync(
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

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var _ = client;
        client.NoDelay = true;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        try
        {
            await ServeAsync(client, server, ending);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The end of one side is the end of the other.
        }
    }
}
