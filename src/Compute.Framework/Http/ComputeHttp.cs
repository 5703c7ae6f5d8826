using System.Net;
using Compute.Framework.Runtime;

namespace Compute.Framework.Http;

/// <summary>Turns what goes wrong over HTTP into the framework's typed errors.</summary>
public static class ComputeHttp
{
    /// <summary>Sends a request and returns the answer when its status code tells success. The caller disposes it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The request.</param>
    /// <param name="resource">What the request is about.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer; its content is not read yet, so that it can be streamed.</returns>
    /// <exception cref="ComputeException">The back end could not be reached, did not answer in time or refused; see <see cref="EnsureComputeSuccessAsync"/>.</exception>
    public static async Task<HttpResponseMessage> SendComputeAsync(
        this HttpClient client, HttpRequestMessage request, HttpResource resource = HttpResource.Other, CancellationToken cancellationToken = default)
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

    /// <summary>Gets a resource to be read as it comes. The caller disposes the stream, which ends the answer.</summary>
    /// <param name="client">The client.</param>
    /// <param name="uri">The address, or the part of it after the client's base address.</param>
    /// <param name="resource">What the request is about.</param>
    /// <param name="cancellationToken">Cancels the request; the stream is read with a token of its own.</param>
    /// <exception cref="ComputeException">See <see cref="SendComputeAsync"/>.</exception>
    public static async Task<Stream> OpenComputeAsync(
        this HttpClient client, string uri, HttpResource resource = HttpResource.Other, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        var response = await client.SendComputeAsync(request, resource, cancellationToken).ConfigureAwait(false);
        return new ResponseStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response);
    }

    /// <summary>Throws the typed error for a status code that does not tell success.</summary>
    /// <remarks>The message holds at most 2 KiB of the answer's text, with the request's credentials blanked out, and never
    /// the request itself.</remarks>
    /// <param name="response">The answer.</param>
    /// <param name="resource">What the request was about.</param>
    /// <param name="cancellationToken">Cancels the reading of the answer's text.</param>
    /// <exception cref="ProviderAuthenticationException">401, 403.</exception>
    /// <exception cref="SandboxNotFoundException">404, 410, where <paramref name="resource"/> is <see cref="HttpResource.Sandbox"/>.</exception>
    /// <exception cref="ResourceLimitException">402, 429, 507, with <see cref="ComputeException.RetryAfter"/> where the back end told it.</exception>
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

    /// <summary>How long the back end asks to wait, from the header <c>Retry-After</c>; null when it does not say.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="timeProvider">The clock, for a header that holds a date; the system's when null.</param>
    /// <returns>The time, never negative.</returns>
    public static TimeSpan? GetRetryAfter(this HttpResponseMessage response, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - (timeProvider ?? TimeProvider.System).GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>The typed error for what <see cref="HttpClient"/>, or the reading of an answer, throws.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="cancellationToken">The caller's own token: a cancellation that it did not ask for is a time-out.</param>
    /// <returns>The error; the exception itself when the caller cancelled, or when it has nothing to do with HTTP.</returns>
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
        var reason = $"The back end answered {(int)status} ({status})" + (text.Length == 0 ? "." : $": {text}");
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ProviderAuthenticationException(reason),
            HttpStatusCode.NotFound or HttpStatusCode.Gone when resource == HttpResource.Sandbox => new SandboxNotFoundException(new HttpRequestException(reason, inner: null, status)),
            HttpStatusCode.TooManyRequests => Limit("requests", isTransient: true),
            HttpStatusCode.PaymentRequired => Limit("credit", isTransient: false),
            HttpStatusCode.InsufficientStorage => Limit("storage", isTransient: false),
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => new ProviderTimeoutException(reason) { RetryAfter = retryAfter },
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
