using System.Text;

namespace Compute.Framework.Tests.Extensions;

public class Utf8LineDecoderTests
{
    private const string Text = "grüße\r\n\nzwei 🙂 три\nlast é";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Lines_are_the_same_however_the_bytes_are_split(int size)
    {
        var decoder = new Utf8LineDecoder();
        var lines = new List<OutputLine>();
        foreach (var chunk in Encoding.UTF8.GetBytes(Text).Chunk(size))
        {
            lines.AddRange(decoder.Decode(StandardStream.StandardOutput, chunk));
        }

        lines.AddRange(decoder.Complete());
        Assert.Equal(["grüße", "", "zwei 🙂 три", "last é"], lines.Select(line => line.Text));
        Assert.Empty(decoder.Complete());
    }

    [Fact]
    public void The_streams_do_not_mix()
    {
        var decoder = new Utf8LineDecoder();
        Assert.Empty(decoder.Decode(StandardStream.StandardOutput, "o"u8));
        Assert.Equal([new OutputLine(StandardStream.StandardError, "e")], decoder.Decode(StandardStream.StandardError, "e\n"u8));
        Assert.Equal([new OutputLine(StandardStream.StandardOutput, "out")], decoder.Decode(StandardStream.StandardOutput, "ut\n"u8));
        Assert.Empty(decoder.Complete());
    }

    [Fact]
    public void A_carriage_return_is_kept_unless_it_is_part_of_the_end_of_line()
    {
        var decoder = new Utf8LineDecoder();
        var lines = decoder.Decode(StandardStream.StandardOutput, "a\rb\r\nc\r"u8).Concat(decoder.Complete());
        Assert.Equal(["a\rb", "c\r"], lines.Select(line => line.Text));
    }

    [Fact]
    public void An_endless_line_comes_in_pieces_of_whole_characters()
    {
        var decoder = new Utf8LineDecoder(maxLineBytes: 7);
        var text = string.Concat(Enumerable.Repeat("€", 20));
        var lines = decoder.Decode(StandardStream.StandardOutput, Encoding.UTF8.GetBytes(text)).Concat(decoder.Complete()).ToList();
        Assert.True(lines.Count > 5);
        Assert.Equal(text, string.Concat(lines.Select(line => line.Text)));
    }
}
