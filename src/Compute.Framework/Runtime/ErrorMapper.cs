using System.Net.Sockets;
using Compute.Framework.Http;

namespace Compute.Framework.Runtime;

/// <summary>Turns what an author's method throws into what a consumer may see.</summary>
internal static class ErrorMapper
{
    /// <summary>Whether an error says that the sandbox or its back end is unavailable, and nobody has looked yet whether it is still
    /// there.</summary>
    public static bool IsUnsettled(Exception exception) =>
        exception switch
        {
            SandboxUnavailableException error => !error.IsOutcomeUnknown || error.NeedsLook,
            HttpRequestException { StatusCode: not null } status =>
                ComputeHttp.MapException(status, CancellationToken.None) is SandboxUnavailableException,
            HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: null } => true,
            HttpRequestException or SocketException => !TransportErrors.IsOutcomeUnknown(exception),
            _ => false,
        };

    /// <returns>The error to throw; the exception itself where it is the caller's own or is one already that a consumer may see.</returns>
    public static Exception Map(
        Exception exception, ProviderLifetime provider, string? sandboxId, SandboxOperation operation, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return exception.GetType() == typeof(OperationCanceledException)
                ? exception
                : new OperationCanceledException("The operation was cancelled.", exception, cancellationToken);
        }

        // What the caller's own code threw, or a check of what the caller gave; see OperationScope.
        if (exception is CallerFault)
        {
            return exception;
        }

        if (provider.Explains(exception, cancellationToken))
        {
            return provider.Disposed().Thrown.SourceException;
        }

        var error = exception switch
        {
            // A copy: authors keep errors, of a task that several calls await, or of a connection that is known to be lost.
            ComputeException known => known.Copy(),
            // An HttpClient time-out is a TaskCanceledException although the caller's token did not fire.
            OperationCanceledException => new ProviderTimeoutException(innerException: exception),
            TimeoutException => new ProviderTimeoutException(innerException: exception),
            HttpRequestException { StatusCode: not null } => (ComputeException)ComputeHttp.MapException(exception, cancellationToken),
            HttpRequestException or SocketException or HttpIOException or EndOfStreamException => TransportErrors.Unavailable(exception),
            _ => new ProviderFaultException($"The provider failed with {exception.GetType().Name}: {exception.Message}", exception)
            {
                Remediation = "This is a fault of the provider; report it to its author.",
            },
        };
        error.AddContext(provider.ProviderName, sandboxId, operation.ToString());
        return error;
    }
}
