using System.Text;
using Compute.Framework.Emulation;

namespace Compute.Framework.Tests.Emulation;

public class ShellSessionMarksTests
{
    private const string Nonce = "abab0abab1";

    [Fact]
    public void Marks_are_found_wherever_the_stream_is_cut()
    {
        var stream = Encoding.Latin1.GetBytes($"\0one\nab{Nonce}:B:0;{Nonce}:E:137;two{Nonce[..^1]}abab{Nonce}:Z:0;three");
        for (var first = 0; first <= stream.Length; first++)
        {
            for (var second = first; second <= stream.Length; second++)
            {
                Assert.Equal(
                    $"\0one\nab<B0><E137>two{Nonce[..^1]}abab<Z0>three",
                    Read(new ShellSessionMarks(Nonce), stream[..first], stream[first..second], stream[second..]));
            }
        }
    }

    [Fact]
    public void Output_is_passed_on_before_the_next_piece_comes()
    {
        var marks = new ShellSessionMarks(Nonce);
        Assert.Equal("out", Read(marks, "out"u8.ToArray()));
        Assert.Equal("more ", Read(marks, "more aba"u8.ToArray()));
        Assert.Equal("aba!", Read(marks, "!"u8.ToArray()));
    }

    private static string Read(ShellSessionMarks marks, params byte[][] pieces)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            foreach (var (stream, data, mark, value) in marks.Split(StandardStream.StandardError, piece))
            {
                Assert.Equal(StandardStream.StandardError, stream);
                text.Append(mark == '\0' ? Encoding.Latin1.GetString(data.Span) : $"<{mark}{value}>");
            }

            // What was read may be overwritten by the next piece.
            Array.Fill(piece, (byte)'#');
        }

        return text.ToString();
    }
}
