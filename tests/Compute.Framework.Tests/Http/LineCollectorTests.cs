using System.Text;
using Compute.Framework.Streams;

namespace Compute.Framework.Tests.Http;

public class LineCollectorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Lines_are_the_same_however_the_bytes_are_split(int size)
    {
        var collector = new LineCollector();
        var lines = new List<string>();
        foreach (var chunk in Encoding.UTF8.GetBytes("grüße\r\n\nzwei 🙂 drei\nlast é").Chunk(size))
        {
            lines.AddRange(collector.Add(chunk).Select(line => Encoding.UTF8.GetString(line.Span)));
        }

        Assert.Equal(["grüße\r", "", "zwei 🙂 drei"], lines);
        Assert.Equal("last é", Encoding.UTF8.GetString(collector.Rest.Span));
    }

    [Fact]
    public void A_line_that_does_not_end_is_handed_out_in_pieces()
    {
        var collector = new LineCollector();
        var chunk = new byte[1 << 20];
        var pieces = Enumerable.Range(0, 40).SelectMany(_ => collector.Add(chunk)).ToList();
        Assert.Equal(2, pieces.Count);
        Assert.Equal(40 << 20, pieces.Sum(piece => piece.Length) + collector.Rest.Length);
    }
}
