using System.Net.Http.Headers;
using System.Text;

namespace Compute.Framework.Http;

/// <summary>The encoding that a content's type names.</summary>
internal static class HttpCharset
{
    /// <summary>The encoding; UTF-8 where none is named, or one that the platform does not have.</summary>
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
