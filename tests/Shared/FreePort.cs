using System.Net;
using System.Net.Sockets;

namespace Compute.Tests.Shared;

/// <summary>Ports for what a test lets listen later.</summary>
internal static class FreePort
{
    /// <summary>A port that is free on both loopback addresses, below those that connections of this machine take by themselves.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = Random.Shared.Next(20_000, 30_000);
            if (IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No port from 20000 to 29999 is free.");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
