using System.Net.Sockets;
using System.Text;

namespace Compute.Providers.Docker.Tests;

/// <summary>Stands between the provider and an engine, and loses the answer to a creation when it is asked to.</summary>
internal sealed class AnswerLosingProxy : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly DirectoryInfo _directory = Directory.CreateDirectory(
        Path.Combine(Environment.GetEnvironmentVariable("COMPUTE_TEST_ENGINES")!, $"proxy-{Guid.NewGuid().ToString("n")[..6]}"));
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _engine;
    private int _toLose;

    public AnswerLosingProxy(Uri engine)
    {
        _engine = engine.AbsolutePath;
        var path = Path.Combine(_directory.FullName, "socket");
        Address = new Uri("unix://" + path);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(64);
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>How many answers have been lost.</summary>
    public int Lost { get; private set; }

    public Task LoseNextCreateResponseAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref _toLose, 1);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            try
            {
                await engine.ConnectAsync(new UnixDomainSocketEndPoint(_engine));
                var loses = new Exchanged();
                await Task.WhenAll(CopyAsync(client, engine, data => Note(data, loses)), CopyAsync(engine, client, _ => Keep(loses)));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // One of the two has gone; both connections end.
            }
        }
    }

    private bool Note(ReadOnlySpan<byte> request, Exchanged loses)
    {
        if (request.IndexOf(Encoding.ASCII.GetBytes("/containers/create")) >= 0 && Interlocked.Exchange(ref _toLose, 0) == 1)
        {
            loses.Value = true;
        }

        return true;
    }

    /// <summary>The first byte of the answer says that the engine has done its work.</summary>
    private bool Keep(Exchanged loses)
    {
        if (loses.Value)
        {
            Lost++;
        }

        return !loses.Value;
    }

    private static async Task CopyAsync(Socket from, Socket to, DataFilter filter)
    {
        var buffer = new byte[BufferBytes];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            if (!filter(buffer.AsSpan(0, count)))
            {
                from.Dispose();
                to.Dispose();
                return;
            }

            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private delegate bool DataFilter(ReadOnlySpan<byte> data);

    private sealed class Exchanged
    {
        public volatile bool Value;
    }
}
