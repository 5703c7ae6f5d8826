using System.Net;
using Compute.Framework.Runtime;

namespace Compute.Framework.Http;

/// <summary>Converts HTTP errors to the framework's typed errors.</summary>
public static class ComputeHttp
{
    /// <summary>Sends a request and returns the response if its status code indicates success. The caller disposes the response.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The request.</param>
    /// <param name="resource">The resource that the request addresses.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response; its content is not read yet, so that it can be streamed.</returns>
    /// <exception cref="ComputeException">The back end could not be reached, did not respond in time or refused the request; see
    /// <see cref="EnsureComputeSuccessAsync"/>.</exception>
    public static async Task<HttpResponseMessage> SendComputeAsync(
        this HttpClient client,
        HttpRequestMessage request,
        HttpResource resource = HttpResource.Other,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var error = MapException(exception, cancellationToken);
            if (ReferenceEquals(error, exception))
            {
                throw;
            }

            throw error;
        }

        try
        {
            await response.EnsureComputeSuccessAsync(resource, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Gets a resource as a stream. The caller disposes the stream, which ends the response.</summary>
    /// <param name="client">The client.</param>
    /// <param name="uri">The address, or the part of it after the client's base address.</param>
    /// <param name="resource">The resource that the request addresses.</param>
    /// <param name="cancellationToken">Cancels the request; reads of the stream take their own token.</param>
    /// <exception cref="ComputeException">See <see cref="SendComputeAsync"/>.</exception>
    public static async Task<Stream> OpenComputeAsync(
        this HttpClient client, string uri, HttpResource resource = HttpResource.Other, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        var response = await client.SendComputeAsync(request, resource, cancellationToken).ConfigureAwait(false);
        return new ResponseStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response);
    }

    /// <summary>Throws the typed error for a status code that does not indicate success.</summary>
    /// <remarks>The message contains at most 2 KiB of the response's text, with the request's credentials
    /// redacted, and never the request itself.</remarks>
    /// <param name="response">The response.</param>
    /// <param name="resource">The resource that the request addressed.</param>
    /// <param name="cancellationToken">Cancels the reading of the response's text.</param>
    /// <exception cref="ProviderAuthenticationException">401, 403.</exception>
    /// <exception cref="SandboxNotFoundException">404, 410, if <paramref name="resource"/> is
    /// <see cref="HttpResource.Sandbox"/>.</exception>
    /// <exception cref="ResourceLimitException">402, 429, 507, with
    /// <see cref="ComputeException.RetryAfter"/> if the back end specified it.</exception>
    /// <exception cref="ProviderTimeoutException">408, 504.</exception>
    /// <exception cref="SandboxUnavailableException">502, 503.</exception>
    /// <exception cref="ProviderFaultException">Every other code; transient for 500.</exception>
    public static async Task EnsureComputeSuccessAsync(
        this HttpResponseMessage response, HttpResource resource = HttpResource.Other, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (!response.IsSuccessStatusCode)
        {
            var text = await HttpErrorText.ReadAsync(response, cancellationToken).ConfigureAwait(false);
            throw CreateException(response.StatusCode, text, response.GetRetryAfter(), resource);
        }
    }

    /// <summary>Returns how long the back end requests to wait, from the header <c>Retry-After</c>; null
    /// if it does not specify it.</summary>
    /// <param name="response">The response.</param>
    /// <param name="timeProvider">The clock, for a header that contains a date; the system clock if null.</param>
    /// <returns>The time, never negative.</returns>
    public static TimeSpan? GetRetryAfter(this HttpResponseMessage response, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - (timeProvider ?? TimeProvider.System).GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Returns the typed error for an exception that <see cref="HttpClient"/> or the reading of a response throws.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="cancellationToken">The caller's token: a cancellation that it did not request is a time-out.</param>
    /// <returns>The error; the exception itself if the caller canceled the operation, or if the exception is not related to HTTP.</returns>
    public static Exception MapException(Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested => exception,
            OperationCanceledException or TimeoutException => new ProviderTimeoutException(innerException: exception),
            HttpRequestException { StatusCode: { } status } => CreateException(status, string.Empty, retryAfter: null, HttpResource.Other),
            HttpRequestException or IOException => TransportErrors.Unavailable(exception),
            _ => exception,
        };
    }

    private static ComputeException CreateException(HttpStatusCode status, string text, TimeSpan? retryAfter, HttpResource resource)
    {
        var reason = $"The back end responded with {(int)status} ({status})" + (text.Length == 0 ? "." : $": {text}");
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ProviderAuthenticationException(reason),
            HttpStatusCode.NotFound or HttpStatusCode.Gone when resource == HttpResource.Sandbox =>
                new SandboxNotFoundException(new HttpRequestException(reason, inner: null, status)),
            HttpStatusCode.TooManyRequests => Limit("requests", isTransient: true),
            HttpStatusCode.PaymentRequired => Limit("credit", isTransient: false),
            HttpStatusCode.InsufficientStorage => Limit("storage", isTransient: false),
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout =>
                new ProviderTimeoutException(reason) { RetryAfter = retryAfter },
            // A gateway may say either although the request arrived; one that says when to come back has refused it.
            HttpStatusCode.BadGateway => Unavailable(isUnknown: true),
            HttpStatusCode.ServiceUnavailable => Unavailable(isUnknown: retryAfter is null),
            HttpStatusCode.InternalServerError => new ProviderFaultException(reason) { IsTransient = true, RetryAfter = retryAfter },
            _ => new ProviderFaultException(reason),
        };

        SandboxUnavailableException Unavailable(bool isUnknown) =>
            new(reason) { RetryAfter = retryAfter, IsOutcomeUnknown = isUnknown, NeedsLook = true };

        // The back end's own words are kept as the cause: the message of a limit is fixed.
        ResourceLimitException Limit(string of, bool isTransient) =>
            new(of, new HttpRequestException(reason, inner: null, status)) { IsTransient = isTransient, RetryAfter = retryAfter };
    }
}
