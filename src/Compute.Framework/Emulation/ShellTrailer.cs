using System.Security.Cryptography;
using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>What a wrapper script says last: <c>nonce:kind:value;</c>, on both streams, so that one of them may be lost or cut.</summary>
/// <remarks>The nonce is new for each call, so that no output of a command looks like a trailer by accident.</remarks>
internal readonly record struct ShellTrailer(char Kind, int Value)
{
    public const char Exited = 'E';
    public const char TimedOut = 'T';
    public const char NoDirectory = 'D';
    public const char NoProgram = 'P';
    public const char NotExecutable = 'X';
    public const char NoInterpreter = 'I';
    public const char NoTool = 'U';

    private const int MaxValueDigits = 4;

    public static string NewNonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Finds the trailer and takes it out of both streams.</summary>
    public static ShellTrailer? Extract(string nonce, ref ReadOnlyMemory<byte> output, ref ReadOnlyMemory<byte> error)
    {
        var ofOutput = Extract(nonce, ref output);
        var ofError = Extract(nonce, ref error);
        return ofOutput ?? ofError;
    }

    private static ShellTrailer? Extract(string nonce, ref ReadOnlyMemory<byte> stream)
    {
        var mark = Encoding.ASCII.GetBytes(nonce + ":");
        ShellTrailer? found = null;
        var end = stream.Length;
        while (stream.Span[..end].LastIndexOf(mark) is >= 0 and var start)
        {
            end = start;
            if (TryParse(stream.Span[(start + mark.Length)..], out var trailer, out var length))
            {
                found ??= trailer;
                stream = Remove(stream, start, mark.Length + length);
            }
        }

        return found;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out ShellTrailer trailer, out int length)
    {
        trailer = default;
        length = 0;
        if (text.Length < 4 || text[1] != (byte)':')
        {
            return false;
        }

        var value = text[2..];
        var digits = value.IndexOf((byte)';');
        if (digits is < 1 or > MaxValueDigits || !int.TryParse(value[..digits], out var number))
        {
            return false;
        }

        trailer = new ShellTrailer((char)text[0], number);
        length = 2 + digits + 1;

        // The end of line belongs to the trailer; some back ends trim it or make it two bytes.
        if (text[length..] is [(byte)'\r', (byte)'\n', ..])
        {
            length += 2;
        }
        else if (text[length..] is [(byte)'\n', ..])
        {
            length++;
        }

        return true;
    }

    private static ReadOnlyMemory<byte> Remove(ReadOnlyMemory<byte> stream, int start, int length)
    {
        if (start + length == stream.Length)
        {
            return stream[..start];
        }

        var rest = new byte[stream.Length - length];
        stream.Span[..start].CopyTo(rest);
        stream.Span[(start + length)..].CopyTo(rest.AsSpan(start));
        return rest;
    }
}
