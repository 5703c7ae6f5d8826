namespace Compute.Framework.Testing;

/// <summary>Asks an endpoint for what the <see cref="Listener"/> serves, and keeps what came last.</summary>
internal sealed class EndpointProbe(SandboxEndpoint endpoint)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    private int _requests;

    /// <summary>What is requested.</summary>
    public Uri Address { get; } = new(endpoint.Url, "probe");

    /// <summary>The body of the successful response; null while there was none.</summary>
    public string? Response { get; private set; }

    /// <summary>How many requests were sent, and what became of the last one. Header values are not shown: they may be secret.</summary>
    public string Last { get; private set; } = "no request was sent yet";

    /// <summary>Sends one request with the endpoint's headers; returns whether the response was successful.</summary>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = RequestTimeout };
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        foreach (var (name, value) in endpoint.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        _requests++;
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Last = $"{_requests} requests to {Address}; the last response was {(int)response.StatusCode} ({response.StatusCode})";
            if (response.IsSuccessStatusCode)
            {
                Response = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Last = $"{_requests} requests to {Address}; the last one failed: {error.GetType().Name}: {error.Message}";
        }

        return Response is not null;
    }
}
