using System.Text;

namespace Compute.Framework.Http;

/// <summary>A piece of an answer's text that is fit for an error's message.</summary>
internal static class HttpErrorText
{
    private const int MaxBytes = 2048;
    private const int MinSecretLength = 6;

    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!IsText(response.Content.Headers.ContentType?.MediaType))
        {
            return string.Empty;
        }

        var buffer = new byte[MaxBytes];
        int count;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The status code says what matters.
            return string.Empty;
        }

        var text = Encoding.UTF8.GetString(buffer, 0, count);
        return response.Content.Headers.ContentType is null && text.AsSpan().IndexOfAny('\0', '\uFFFD') >= 0 ? string.Empty : Clean(text, response.RequestMessage);
    }

    /// <summary>An answer without a type may be text: a TLS port says in that way what it thinks of a plain request.</summary>
    private static bool IsText(string? mediaType) =>
        mediaType is null
        || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || mediaType.Contains("json", StringComparison.OrdinalIgnoreCase);

    private static string Clean(string text, HttpRequestMessage? request)
    {
        foreach (var secret in Secrets(request))
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            clean.Append(char.IsControl(character) ? ' ' : character);
        }

        return clean.ToString().Trim();
    }

    /// <summary>What could be a credential, for some back ends repeat it: the values of the request's own headers.</summary>
    private static IEnumerable<string> Secrets(HttpRequestMessage? request) =>
        request is null
            ? []
            : request.Headers
                .Where(header => !IsHarmless(header.Key))
                .SelectMany(header => header.Value)
                .SelectMany(value => (string[])[value, .. value.Split(' ')])
                .Where(value => value.Length >= MinSecretLength)
                .OrderByDescending(value => value.Length);

    private static bool IsHarmless(string header) =>
        header.StartsWith("Accept", StringComparison.OrdinalIgnoreCase)
        || header.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Host", StringComparison.OrdinalIgnoreCase);
}
