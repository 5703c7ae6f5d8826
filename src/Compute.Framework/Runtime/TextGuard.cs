using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Compute.Framework.Runtime;

/// <summary>Refuses text that would arrive changed: a lone surrogate has no encoding in UTF-8, and a NUL ends what the kernel
/// reads.</summary>
internal static class TextGuard
{
    /// <summary>Whether a text has half of a surrogate pair without the other.</summary>
    public static bool HasLoneSurrogate([NotNullWhen(true)] string? text) => HasLoneSurrogate(text, exceptBytes: false);

    /// <summary>Whether a path can be passed on: half of a pair may stand for a byte, as in <see cref="SandboxFileNames"/>.</summary>
    public static bool CanBePath(string path) =>
        !path.Contains('\0', StringComparison.Ordinal) && !HasLoneSurrogate(path, exceptBytes: true);

    /// <summary>Whether a text can be passed on as it is to what reads it up to a NUL.</summary>
    public static bool CanPass([NotNullWhen(true)] string? text) =>
        text is not null && !text.Contains('\0', StringComparison.Ordinal) && !HasLoneSurrogate(text);

    /// <summary>Checks a name, an id or the like, when it is set. The text is not shown: it cannot be.</summary>
    /// <exception cref="ArgumentException">It cannot be passed on.</exception>
    public static void Check(string? text, string option, string parameter)
    {
        if (text is not null && !CanPass(text))
        {
            throw new ArgumentException($"{option} holds a NUL or a lone surrogate, which cannot be passed on.", parameter);
        }
    }

    /// <summary>Checks an id, which is never left out.</summary>
    /// <exception cref="ArgumentException">It is null or empty, or cannot be passed on.</exception>
    public static void CheckId([NotNull] string? id, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, parameter);
        Check(id, parameter, parameter);
    }

    /// <summary>Text as UTF-8.</summary>
    /// <exception cref="ArgumentException">It has a lone surrogate.</exception>
    public static byte[] Encode(string text, string parameter) => HasLoneSurrogate(text)
        ? throw new ArgumentException("The text holds a lone surrogate, which has no encoding in UTF-8.", parameter)
        : Encoding.UTF8.GetBytes(text);

    private static bool HasLoneSurrogate(ReadOnlySpan<char> rest, bool exceptBytes)
    {
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            var isPair = char.IsHighSurrogate(rest[at]) && at + 1 < rest.Length && char.IsLowSurrogate(rest[at + 1]);
            if (!isPair && !(exceptBytes && rest[at] is >= '\uDC80' and <= '\uDCFF'))
            {
                return true;
            }

            rest = rest[(at + (isPair ? 2 : 1))..];
        }

        return false;
    }
}
