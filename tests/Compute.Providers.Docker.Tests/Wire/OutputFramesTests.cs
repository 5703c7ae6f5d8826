using Compute.Providers.Docker.Exec;

namespace Compute.Providers.Docker.Tests.Wire;

/// <summary>The two outputs in one stream, however the bytes arrive.</summary>
public sealed class OutputFramesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(1000)]
    public async Task Frames_are_the_same_however_they_are_cut(int piece)
    {
        byte[] wire = [.. Frame(1, "out"), .. Frame(2, "err"), .. Frame(1, ""), .. Frame(1, "more")];
        Assert.Equal("outmore|err", await ReadAsync(wire, piece));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(10)]
    public async Task A_stream_that_breaks_off_within_a_frame_is_a_lost_connection(int kept)
    {
        var wire = Frame(1, "output")[..kept];
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => ReadAsync(wire, 1000));
    }

    [Fact]
    public async Task A_stream_that_is_none_of_the_three_is_a_fault() =>
        await Assert.ThrowsAsync<ProviderFaultException>(() => ReadAsync(Frame(7, "x"), 1000));

    [Fact]
    public async Task A_terminal_has_one_output_without_frames()
    {
        var frames = new OutputFrames(new PiecewiseStream("plain"u8.ToArray(), 2), isRaw: true, () => false);
        Assert.Equal("plain|", await CollectAsync(frames));
    }

    [Fact]
    public async Task A_frame_longer_than_the_buffer_comes_in_pieces_and_whole()
    {
        var text = new string('x', 300_000);
        Assert.Equal(text + "|", await ReadAsync(Frame(1, text), 50_000));
    }

    private static Task<string> ReadAsync(byte[] wire, int piece) => CollectAsync(new OutputFrames(new PiecewiseStream(wire, piece), isRaw: false, () => false));

    private static async Task<string> CollectAsync(OutputFrames frames)
    {
        var texts = new Dictionary<OutputStream, string> { [OutputStream.StandardOutput] = "", [OutputStream.StandardError] = "" };
        while (await frames.ReadAsync(Cancel) is var (of, data))
        {
            texts[of] += System.Text.Encoding.ASCII.GetString(data.Span);
        }

        return $"{texts[OutputStream.StandardOutput]}|{texts[OutputStream.StandardError]}";
    }

    private static byte[] Frame(byte stream, string text)
    {
        var length = BitConverter.GetBytes(text.Length);
        return [stream, 0, 0, 0, length[3], length[2], length[1], length[0], .. System.Text.Encoding.ASCII.GetBytes(text)];
    }

    /// <summary>Gives at most so many bytes at a time.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
