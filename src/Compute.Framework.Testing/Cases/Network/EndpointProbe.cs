using System.Globalization;

namespace Compute.Framework.Testing;

/// <summary>Asks an endpoint again and again, and remembers what came of it.</summary>
internal sealed class EndpointProbe(SandboxEndpoint endpoint)
{
    private const int ShownCharacters = 200;

    /// <summary>What is asked; without its query, which may hold a secret.</summary>
    public string Address => new Uri(endpoint.Url, "probe").GetLeftPart(UriPartial.Path);

    public int Attempts { get; private set; }

    /// <summary>What the last attempt met.</summary>
    public string Last { get; private set; } = "there was none";

    /// <summary>What a response of success held.</summary>
    public string? Content { get; private set; }

    /// <summary>One request with the endpoint's headers and query; whether there was a response of success.</summary>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        Attempts++;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var address = new UriBuilder(new Uri(endpoint.Url, "probe")) { Query = endpoint.Url.Query }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in endpoint.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var content = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            Last = string.Create(
                CultureInfo.InvariantCulture,
                $"status {(int)response.StatusCode}, \"{content[..Math.Min(content.Length, ShownCharacters)]}\"");
            Content = response.IsSuccessStatusCode ? content : null;
            return response.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            Last = $"{error.GetType().Name}: {error.Message}";
            return false;
        }
    }
}
