using System.Buffers.Text;
using System.Text;

namespace Compute.Gateway.Wire;

/// <summary>Identifiers as one segment of a path. Those of letters, digits, <c>.</c>, <c>_</c> and <c>-</c> are themselves; others are
/// <c>~</c> and their UTF-8 in Base64 with the alphabet of addresses, because proxies decode and shorten what is escaped.</summary>
internal static class PathSegment
{
    private const char Mark = '~';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The segment; null if nothing can have this identifier: it is empty, or not text.</returns>
    public static string? Encode(string id)
    {
        if (id.Length == 0)
        {
            return null;
        }

        if (id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && id.Any(static c => c != '.'))
        {
            return id;
        }

        try
        {
            return Mark + Base64Url.EncodeToString(Strict.GetBytes(id));
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    /// <returns>The identifier; null if the segment is none.</returns>
    public static string? Decode(string segment)
    {
        if (!segment.StartsWith(Mark))
        {
            return segment;
        }

        try
        {
            return Strict.GetString(Base64Url.DecodeFromChars(segment.AsSpan(1)));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
