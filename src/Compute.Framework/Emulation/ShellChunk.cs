using System.Globalization;
using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>Bytes as an argument, far below the 128 KiB that one may have: Base64, or octal where there is no <c>base64</c>.</summary>
internal static class ShellChunk
{
    /// <summary>What a script exits with when the sandbox has no <c>base64</c>.</summary>
    public const int NoBase64 = 77;

    /// <summary>How many bytes a chunk has at most; 80 KiB as an argument.</summary>
    public const int MaxBytes = 60 * 1024;

    /// <summary>Defines <c>put encoding data</c>, which writes the bytes.</summary>
    public const string Put = """
        [ "$1" != b ] || command -v base64 >/dev/null || exit 77
        put() {
          if [ "$1" = b ]; then
            printf %s "$2" | base64 -d
          else
            shift
            for x; do printf "$x"; done
          fi
        }

        """;

    /// <summary>The chunk as arguments: the encoding, then the data.</summary>
    public static IReadOnlyList<string> Encode(ReadOnlySpan<byte> data, bool asOctal) =>
        asOctal ? ["o", Octal(data)] : ["b", Convert.ToBase64String(data)];

    /// <summary>How many bytes one chunk may have.</summary>
    public static int SizeOf(bool asOctal) => asOctal ? MaxBytes / 3 : MaxBytes;

    /// <summary>Bytes as a format for <c>printf</c> that writes them.</summary>
    public static string Octal(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder(data.Length * 4);
        foreach (var value in data)
        {
            if (char.IsAsciiLetterOrDigit((char)value))
            {
                text.Append((char)value);
            }
            else
            {
                text.Append('\\').Append(CultureInfo.InvariantCulture, $"{value >> 6}{(value >> 3) & 7}{value & 7}");
            }
        }

        return text.ToString();
    }
}
