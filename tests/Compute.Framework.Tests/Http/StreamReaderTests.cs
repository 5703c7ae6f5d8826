using System.Text;
using Compute.Framework.Http;

namespace Compute.Framework.Tests.Http;

public class StreamReaderTests
{
    private static readonly int[] First = [1, 2];
    private static readonly int[] Last = [3];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10_000)]
    public async Task Ndjson_is_read_however_it_is_split(int size)
    {
        var text = "{\"name\":\"grüße 🙂\",\"size\":1}\n\r\n{\"name\":\"b\",\"size\":2}\r\n{\"name\":\"" + new string('ü', 20_000) + "\",\"size\":3}";
        var items = await NdjsonReader.ReadAsync(new SlowStream(text, size), TestJson.Default.Item, cancellationToken: Token).ToListAsync(Token);
        Assert.Equal([new Item("grüße 🙂", 1), new Item("b", 2), new Item(new string('ü', 20_000), 3)], items);
    }

    [Theory]
    [InlineData("{\"name\":\"a\",\"size\":1}\n{\"name\":\"b\"")]
    [InlineData("{\"name\":\"a\",\"size\":1}\n{\"name\":\"b")]
    [InlineData("{\"name\":\"a\",\"size\":1}\n{\"name\":\"b\",\"size\":1")]
    public async Task A_line_that_is_cut_off_is_a_lost_connection(string text)
    {
        var items = new List<Item>();
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () =>
        {
            await foreach (var item in NdjsonReader.ReadAsync(new SlowStream(text, 5), TestJson.Default.Item, cancellationToken: Token))
            {
                items.Add(item);
            }
        });
        Assert.Single(items);
    }

    [Fact]
    public async Task A_line_that_is_no_json_or_too_long_is_a_fault()
    {
        await Assert.ThrowsAsync<ProviderFaultException>(async () => await NdjsonReader.ReadAsync(new SlowStream("oops\n", 5), TestJson.Default.Item, cancellationToken: Token).ToListAsync(Token));
        await Assert.ThrowsAsync<ProviderFaultException>(async () => await NdjsonReader.ReadAsync(new SlowStream(new string('x', 100), 5), TestJson.Default.Item, 50, Token).ToListAsync(Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Events_are_read_however_they_are_split(int size)
    {
        const string Text = ": hello\n\nevent: a\ndata: grüße 🙂\nid: 7\n\ndata: one\r\ndata: two\r\n\r\n: bye\n";
        var events = await ServerSentEventReader.ReadAsync(new SlowStream(Text, size), Token).ToListAsync(Token);
        Assert.Equal(["grüße 🙂", "one\ntwo"], events.Select(item => item.Data));
        Assert.Equal("a", events[0].EventType);
        Assert.Equal("7", events[0].EventId);
    }

    [Theory]
    [InlineData("data: a\n\ndata: b\n")]
    [InlineData("data: a\n\ndata: b")]
    [InlineData("data: a\n\nda")]
    [InlineData("data: a\n\ndata: b\n: comment\n")]
    public async Task An_event_that_is_cut_off_is_a_lost_connection(string text)
    {
        var events = new List<string>();
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () =>
        {
            await foreach (var item in ServerSentEventReader.ReadAsync(new SlowStream(text, 3), Token))
            {
                events.Add(item.Data);
            }
        });
        Assert.Equal(["a"], events);
    }

    [Fact]
    public async Task Events_hold_json()
    {
        var events = await ServerSentEventReader.ReadJsonAsync(new SlowStream("event: x\ndata: {\"name\":\"a\",\"size\":1}\n\n", 9), TestJson.Default.Item, Token).ToListAsync(Token);
        Assert.Equal((new Item("a", 1), "x"), (events.Single().Data, events.Single().EventType));
        await Assert.ThrowsAsync<ProviderFaultException>(async () => await ServerSentEventReader.ReadJsonAsync(new SlowStream("data: x\n\n", 9), TestJson.Default.Item, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_a_lost_connection()
    {
        await using var server = new TestServer((_, _) => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n");
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "x");
        using var response = await client.SendComputeAsync(request, cancellationToken: Token);
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await ServerSentEventReader.ReadAsync(stream, Token).CountAsync(Token));
    }

    [Fact]
    public async Task Pages_are_one_sequence_and_read_when_needed()
    {
        var read = new List<string?>();
        var pages = Paging.ReadAllAsync(
            (token, _) =>
            {
                read.Add(token);
                return Task.FromResult(token switch { null => (First, "b"), "b" => ([], "c"), _ => (Last, "") });
            },
            page => page.Item1,
            page => page.Item2,
            Token);
        Assert.Equal(1, await pages.FirstAsync(Token));
        Assert.Single(read);
        Assert.Equal([1, 2, 3], await pages.ToListAsync(Token));
        Assert.Equal([null, null, "b", "c"], read);
    }

    [Fact]
    public async Task A_list_that_turns_in_a_circle_is_a_fault()
    {
        var pages = Paging.ReadAllAsync((token, _) => Task.FromResult(token == "a" ? "b" : "a"), page => new[] { page }, page => page, Token);
        await Assert.ThrowsAsync<ProviderFaultException>(async () => await pages.CountAsync(Token));
    }

    /// <summary>Gives at most so many bytes at once.</summary>
    private sealed class SlowStream(string text, int size) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, size)], cancellationToken);
    }
}
