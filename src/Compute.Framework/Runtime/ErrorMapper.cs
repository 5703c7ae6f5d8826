using System.Net.Sockets;

namespace Compute.Framework.Runtime;

/// <summary>Turns what an author's method throws into what a consumer may see.</summary>
internal static class ErrorMapper
{
    /// <summary>Whether an error says that the sandbox or its back end is unavailable, and nobody has looked yet whether it is still
    /// there.</summary>
    public static bool IsUnsettled(Exception exception) =>
        exception is SandboxUnavailableException { IsOutcomeUnknown: false } or SocketException
            || (exception is HttpRequestException && !TransportErrors.IsOutcomeUnknown(exception));

    public static Exception Map(Exception exception, string provider, string? sandboxId, SandboxOperation operation, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return exception.GetType() == typeof(OperationCanceledException)
                ? exception
                : new OperationCanceledException("The operation was cancelled.", exception, cancellationToken);
        }

        // What the caller's own code threw; see OperationScope.
        if (exception is CallerFault)
        {
            return exception;
        }

        // The runtime's own guards speak of the caller's arguments; an author's ArgumentException arrives wrapped (see AuthorFault).
        if (exception is ArgumentException or ObjectDisposedException)
        {
            return exception;
        }

        var error = exception switch
        {
            ComputeException known => known,
            // An HttpClient time-out is a TaskCanceledException although the caller's token did not fire.
            OperationCanceledException => new ProviderTimeoutException(innerException: exception),
            TimeoutException => new ProviderTimeoutException(innerException: exception),
            HttpRequestException or SocketException or HttpIOException or EndOfStreamException => TransportErrors.Unavailable(exception),
            _ => new ProviderFaultException($"The provider failed with {exception.GetType().Name}: {exception.Message}", exception)
            {
                Remediation = "This is a fault of the provider; report it to its author.",
            },
        };
        error.AddContext(provider, sandboxId, operation.ToString());
        return error;
    }
}
