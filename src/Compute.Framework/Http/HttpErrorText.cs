using System.Text;
using System.Text.RegularExpressions;

namespace Compute.Framework.Http;

/// <summary>The part of a response's body that is suitable for an error message.</summary>
internal static partial class HttpErrorText
{
    private const int MinSecretLength = 6;

    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Content.Headers;
        if (!IsText(headers.ContentType?.MediaType))
        {
            return string.Empty;
        }

        var bytes = await HttpErrorBody.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        var text = HttpCharset.Of(headers.ContentType).GetString(bytes.Span);
        if (text.Contains('\0', StringComparison.Ordinal)
            || (headers.ContentType is null && text.Contains('\uFFFD', StringComparison.Ordinal)))
        {
            return string.Empty;
        }

        return Clean(headers.ContentType?.MediaType is { } type && IsMarkup(type) ? WithoutMarkup(text) : text, response.RequestMessage);
    }

    /// <summary>A response without a type may be text: a TLS port responds in this way to a plain request.</summary>
    private static bool IsText(string? mediaType) =>
        mediaType is null
        || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || mediaType.Contains("json", StringComparison.OrdinalIgnoreCase)
        || mediaType.Contains("xml", StringComparison.OrdinalIgnoreCase);

    private static bool IsMarkup(string mediaType) =>
        mediaType.Contains("html", StringComparison.OrdinalIgnoreCase) || mediaType.Contains("xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the text of a gateway's error page, without scripts, styles and tags. A truncated
    /// tag at the end is also removed.</summary>
    private static string WithoutMarkup(string text) =>
        SpacePattern().Replace(TagPattern().Replace(HiddenPattern().Replace(text, " "), " "), " ");

    private static string Clean(string text, HttpRequestMessage? request)
    {
        foreach (var secret in Secrets(request))
        {
            text = WithoutBeginning(text.Replace(secret, "***", StringComparison.Ordinal), secret);
        }

        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            clean.Append(char.IsControl(character) ? ' ' : character);
        }

        return clean.ToString().Trim();
    }

    /// <summary>The read limit may truncate a secret: its beginning is also removed.</summary>
    private static string WithoutBeginning(string text, string secret)
    {
        for (var length = Math.Min(secret.Length - 1, text.Length); length >= MinSecretLength / 2; length--)
        {
            if (text.AsSpan().EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
            {
                return string.Concat(text.AsSpan(0, text.Length - length), "***");
            }
        }

        return text;
    }

    /// <summary>Returns the values that could be credentials, because some back ends repeat them: the
    /// values of the request's headers.</summary>
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

    [
        GeneratedRegex(
            "<(script|style)[^>]*>.*?(</\\1\\s*>|$)|<!--.*?(-->|$)",
            RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)
    ]
    private static partial Regex HiddenPattern();

    [GeneratedRegex("<[/!?a-z][^>]*(>|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();

    [GeneratedRegex("\\s+", RegexOptions.CultureInvariant)]
    private static partial Regex SpacePattern();
}
