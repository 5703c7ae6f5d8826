using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compute.Providers.Docker.Tests;

/// <summary>An engine behind a proxy that forbids to describe it; it answers the question for its version, and everything else with the
/// same.</summary>
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
        var request = await reader.ReadLineAsync() ?? "";
        var isGreeting = request.Contains("/_ping", StringComparison.Ordinal);
        var isForbidden = request.Contains("/info", StringComparison.Ordinal);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        var headers = isGreeting ? Version : isForbidden ? "" : _headers;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(isForbidden ? "403 Forbidden" : "200 OK")}\r\nConnection: close\r\n{headers}\r\n"));
        await stream.WriteAsync(isGreeting || isForbidden ? [] : _content);
    }
}
