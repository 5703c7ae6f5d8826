using System.Net.Http.Headers;
using System.Text;

namespace Compute.Framework.Http;

/// <summary>The encoding that a content type specifies.</summary>
internal static class HttpCharset
{
    /// <summary>Returns the encoding; UTF-8 if none is specified, or if the platform does not support it.</summary>
    public static Encoding Of(MediaTypeHeaderValue? type)
    {
        var name = type?.CharSet?.Trim('"', '\'', ' ');
        if (string.IsNullOrEmpty(name))
        {
            return Encoding.UTF8;
        }

        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
