using System.Buffers;
using System.Text;

namespace Compute.Framework;

/// <summary>File names and paths as text that leads back to their bytes: not all names of a Unix file system are UTF-8.</summary>
/// <remarks>
/// Each byte that is not part of valid UTF-8 becomes the lone surrogate U+DC00 + byte, which is U+DC80 to U+DCFF (Python knows this
/// form as <c>surrogateescape</c>). All <see cref="ISandboxFileSystem"/> paths have this form, so that whatever is listed can be
/// read, moved and deleted by its path. Other text, such as a command's arguments, does not: lone surrogates are refused there.
/// </remarks>
public static class SandboxFileNames
{
    private const char Escape = '\uDC00';
    private const char FirstEscaped = '\uDC80';
    private const char LastEscaped = '\uDCFF';

    /// <summary>The text of a name or path.</summary>
    /// <param name="name">Its bytes as the file system has them.</param>
    /// <returns>Text that <see cref="GetBytes"/> turns into the same bytes.</returns>
    public static string GetString(ReadOnlySpan<byte> name)
    {
        if (System.Text.Unicode.Utf8.IsValid(name))
        {
            return Encoding.UTF8.GetString(name);
        }

        var text = new StringBuilder(name.Length);
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var count) == OperationStatus.Done)
            {
                text.Append(rune);
            }
            else
            {
                foreach (var unit in name[..count])
                {
                    text.Append((char)(Escape + unit));
                }
            }

            name = name[count..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a name or path.</summary>
    /// <param name="name">Its text, as a <see cref="FileEntry"/> has it.</param>
    /// <returns>The bytes as the file system has them.</returns>
    /// <exception cref="ArgumentException">A lone surrogate stands for no byte.</exception>
    public static byte[] GetBytes(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bytes = new ArrayBufferWriter<byte>(name.Length + 1);
        var rest = name.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var count) == OperationStatus.Done)
            {
                bytes.Advance(rune.EncodeToUtf8(bytes.GetSpan(4)));
            }
            else if (rest[0] is >= FirstEscaped and <= LastEscaped)
            {
                bytes.Write([(byte)(rest[0] - Escape)]);
            }
            else
            {
                throw new ArgumentException(
                    $"A name cannot hold the lone surrogate U+{(int)rest[0]:X4}; only U+DC80 to U+DCFF stand for bytes.", nameof(name));
            }

            rest = rest[count..];
        }

        return bytes.WrittenSpan.ToArray();
    }
}
