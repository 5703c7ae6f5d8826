using System.Net.Sockets;

namespace Compute.Framework.Runtime;

/// <summary>What a failure of the connection to a back end says of the operation.</summary>
internal static class TransportErrors
{
    /// <summary>Whether the request may have reached the back end. Only a connection that was never made says that it has not.</summary>
    public static bool IsOutcomeUnknown(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: { } cause } => IsOutcomeUnknown(cause),
        HttpRequestException request => !IsBeforeRequest(request.HttpRequestError),
        HttpIOException response => !IsBeforeRequest(response.HttpRequestError),
        IOException { InnerException: SocketException cause } => IsOutcomeUnknown(cause),
        SocketException socket => !IsBeforeConnection(socket.SocketErrorCode),
        _ => true,
    };

    /// <summary>The typed error for a failed connection.</summary>
    public static SandboxUnavailableException Unavailable(Exception exception)
    {
        var isUnknown = IsOutcomeUnknown(exception);
        var what = isUnknown ? "The connection was lost" : "The back end could not be reached";
        return new($"{what}: {exception.Message}", exception) { IsOutcomeUnknown = isUnknown };
    }

    private static bool IsBeforeRequest(HttpRequestError error) => error is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        or HttpRequestError.VersionNegotiationError or HttpRequestError.ExtendedConnectNotSupported;

    /// <summary>A time-out is not among them: it may be that of a connection that was there.</summary>
    private static bool IsBeforeConnection(SocketError error) => error is SocketError.ConnectionRefused or SocketError.HostNotFound
        or SocketError.HostDown or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown
        or SocketError.TryAgain or SocketError.NoRecovery or SocketError.NoData or SocketError.AddressNotAvailable
        or SocketError.AddressFamilyNotSupported or SocketError.AccessDenied;
}
