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

    [Theory]
    [InlineData(1000, "one|two three|four| five|")]
    [InlineData(13, "one|two| |three|four| |five|")]
    public async Task Output_that_came_together_goes_on_together_and_errors_stay_as_they_are_said(int piece, string expected)
    {
        byte[] wire = [.. Frame(2, "one"), .. Frame(1, "two"), .. Frame(1, ""), .. Frame(1, " three"), .. Frame(2, "four"), .. Frame(2, " five")];
        var frames = new OutputFrames(new PiecewiseStream(wire, piece), isRaw: false, () => false);
        var pieces = "";
        while (await frames.ReadAsync(Cancel) is var (_, data))
        {
            pieces += System.Text.Encoding.ASCII.GetString(data.Span) + "|";
        }

        Assert.Equal(expected, pieces);
    }

    [Fact]
    public async Task What_came_before_a_fault_is_told_before_it()
    {
        var frames = new OutputFrames(new PiecewiseStream([.. Frame(1, "x"), .. Frame(7, "y")], 1000), isRaw: false, () => false);
        Assert.Equal("x", System.Text.Encoding.ASCII.GetString((await frames.ReadAsync(Cancel))!.Value.Data.Span));
        await Assert.ThrowsAsync<ProviderFaultException>(async () => await frames.ReadAsync(Cancel));
    }

    private static Task<string> ReadAsync(byte[] wire, int piece) => CollectAsync(new OutputFrames(new PiecewiseStream(wire, piece), isRaw: false, () => false));

    private static async Task<string> CollectAsync(OutputFrames frames)
    {
        var texts = new Dictionary<StandardStream, string> { [StandardStream.StandardOutput] = "", [StandardStream.StandardError] = "" };
        while (await frames.ReadAsync(Cancel) is var (of, data))
        {
            texts[of] += System.Text.Encoding.ASCII.GetString(data.Span);
        }

        return $"{texts[StandardStream.StandardOutput]}|{texts[StandardStream.StandardError]}";
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
