using System.Net.Sockets;

namespace Compute.Framework.Runtime;

/// <summary>What a failure of the connection to a back end says of the operation.</summary>
internal static class TransportErrors
{
    /// <summary>Whether the request may have reached the back end before the connection failed.</summary>
    public static bool IsOutcomeUnknown(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse } => true,
        HttpRequestException { InnerException: IOException and not HttpIOException { HttpRequestError: HttpRequestError.ConnectionError } } => true,
        SocketException or HttpRequestException => false,
        _ => true,
    };

    /// <summary>The typed error for a failed connection.</summary>
    public static SandboxUnavailableException Unavailable(Exception exception) => new(
        exception is HttpRequestException or SocketException
            ? $"The back end could not be reached: {exception.Message}"
            : $"The connection was lost: {exception.Message}",
        exception)
    {
        IsOutcomeUnknown = IsOutcomeUnknown(exception),
    };
}
