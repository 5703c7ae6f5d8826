using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Compute.Gateway.Tests.Serving;

/// <summary>Requests as bytes, which no client would send.</summary>
internal static partial class RawHttp
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>Sends a text as it is, and reads the response until the server closes, or it is whole enough to judge.</summary>
    /// <returns>The status, and the text of the response; 0 for a connection that is closed without one.</returns>
    public static async Task<(int Status, string Text)> SendAsync(Uri server, string request, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(request), cancellationToken);
        }
        catch (SocketException)
        {
            // It was refused before it was whole.
        }

        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (text.Length < MostBytes && !text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)
                && await socket.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (SocketException)
        {
            // It was cut, which is an answer too.
        }

        var status = StatusLine().Match(text.ToString());
        return (status.Success ? int.Parse(status.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0, text.ToString());
    }

    [GeneratedRegex(@"^HTTP/1\.[01] (\d{3})")]
    private static partial Regex StatusLine();
}
