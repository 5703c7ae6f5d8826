using System.Text;

namespace Compute.Gateway.E2B.State;

/// <summary>Ids of sandboxes as a part of a host's name: lower case letters and digits, short enough for a label with a port.</summary>
/// <remarks>An id that is so already stays as it is, unless it begins like an encoded one. Hexadecimal ids become half as many bytes
/// first; all others their UTF-8.</remarks>
internal static class SandboxIds
{
    private const string Text = "zzt";
    private const string Hexadecimal = "zzh";
    private const string Reserved = "zz";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>A label has 63 characters, and <c>65535-</c> before the id.</summary>
    private const int MaxPlainLength = 57;

    public static string Encode(string providerId)
    {
        if (providerId.Length is > 0 and <= MaxPlainLength && IsLabel(providerId)
            && !providerId.StartsWith(Reserved, StringComparison.Ordinal))
        {
            return providerId;
        }

        return providerId.Length > 0 && providerId.Length % 2 == 0 && providerId.All(char.IsAsciiHexDigitLower)
            ? Hexadecimal + ToBase32(Convert.FromHexString(providerId))
            : Text + ToBase32(Encoding.UTF8.GetBytes(providerId));
    }

    /// <summary>The provider's id; null where the text is none.</summary>
    public static string? Decode(string? id)
    {
        if (id is null or "" || !IsLabel(id))
        {
            return null;
        }

        if (!id.StartsWith(Reserved, StringComparison.Ordinal))
        {
            return id;
        }

        var decoded = id.StartsWith(Hexadecimal, StringComparison.Ordinal) && FromBase32(id[Hexadecimal.Length..]) is { } bytes
            ? Convert.ToHexStringLower(bytes)
            : id.StartsWith(Text, StringComparison.Ordinal) && FromBase32(id[Text.Length..]) is { } text
                ? Encoding.UTF8.GetString(text)
                : null;
        return decoded is not null && Encode(decoded) == id ? decoded : null;
    }

    private static bool IsLabel(string text) => text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, value) = (0, 0);
        foreach (var one in bytes)
        {
            value = (value << 8) | one;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Alphabet[(value >> (bits - 5)) & 31]);
            }

            value &= (1 << bits) - 1;
        }

        return bits == 0 ? text.ToString() : text.Append(Alphabet[(value << (5 - bits)) & 31]).ToString();
    }

    private static byte[]? FromBase32(string text)
    {
        var bytes = new List<byte>();
        var (bits, value) = (0, 0);
        foreach (var character in text)
        {
            var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            value = (value << 5) | digit;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(value >> bits));
                value &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
