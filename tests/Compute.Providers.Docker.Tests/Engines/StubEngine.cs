using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compute.Providers.Docker.Tests;

/// <summary>An engine that answers the question for its version, and everything else with the same.</summary>
internal sealed class StubEngine : IDisposable
{
    private const string Version = "Api-Version: 1.41\r\n";

    private readonly TcpListener _listener;
    private readonly string _headers;
    private readonly byte[] _content;

    public StubEngine(string headers, byte[] content, IPAddress? address = null)
    {
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        (_headers, _content) = (headers, content);
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"tcp://{_listener.LocalEndpoint}");

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // Disposed.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var isGreeting = (await reader.ReadLineAsync())?.Contains("/_ping", StringComparison.Ordinal) == true;
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n{(isGreeting ? Version : _headers)}\r\n"));
        await stream.WriteAsync(isGreeting ? [] : _content);
    }
}
