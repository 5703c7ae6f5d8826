using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compute.Framework.Runtime;

/// <summary>
/// Parts of the framework's own label values, in what the strictest back ends take: at most 63 characters in all of <c>[a-z0-9.-]</c>,
/// a letter or digit at both ends. (Kubernetes takes capitals and <c>_</c> too.) Each part has a greatest length: 14 for the host, 8 for
/// the boot, 10 for the namespace, 8 and 16 for the process and its start.
/// </summary>
internal static class LabelText
{
    private const int MaxHostLength = 14;
    private const int HashLength = 8;
    private const int MaxNamespaceLength = 10;

    /// <summary>
    /// A host's name: as it is where it is short and plain, else its beginning and a hash of all of it. Two hosts must not look like
    /// one: what another boot of the same host left is taken for dead.
    /// </summary>
    public static string OfHost(string name)
    {
        var clean = string.Concat(name.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')).Trim('-');
        if (clean == name && clean.Length is > 0 and <= MaxHostLength)
        {
            return clean;
        }

        var beginning = clean[..Math.Min(clean.Length, MaxHostLength - HashLength - 1)].Trim('-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
        return beginning.Length == 0 ? hash : $"{beginning}-{hash}";
    }

    /// <summary>The number in a link such as <c>pid:[4026531836]</c>, in hexadecimal.</summary>
    public static string OfNamespace(string link)
    {
        var digits = string.Concat(link.Where(char.IsAsciiDigit));
        var text = ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("x", CultureInfo.InvariantCulture)
            : "0";
        return text[Math.Max(0, text.Length - MaxNamespaceLength)..];
    }
}
