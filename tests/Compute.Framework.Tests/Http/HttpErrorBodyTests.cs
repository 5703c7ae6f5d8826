using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using Compute.Framework.Http;

namespace Compute.Framework.Tests.Http;

/// <summary>The typed error comes whatever the body is, and whatever was done with it before.</summary>
public sealed class HttpErrorBodyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpCompletionOption.ResponseHeadersRead, "")]
    [InlineData(HttpCompletionOption.ResponseContentRead, "too many")]
    public async Task A_body_that_was_read_before_does_not_hide_the_typed_error(HttpCompletionOption completion, string expected)
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(429, """{"name":"too many","size":1}""", "Retry-After: 3\r\n"));
        using var client = server.CreateClient();
        using var response = await client.GetAsync(new Uri("x", UriKind.Relative), completion, Token);
        Assert.Equal("too many", (await response.Content.ReadFromJsonAsync(TestJson.Default.Item, Token))!.Name);
        var error = await Assert.ThrowsAsync<ResourceLimitException>(() => response.EnsureComputeSuccessAsync(cancellationToken: Token));
        Assert.Equal(TimeSpan.FromSeconds(3), error.RetryAfter);
        Assert.Contains(expected, error.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_that_was_disposed_does_not_hide_the_typed_error()
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(503, "down", type: "text/plain"));
        using var client = server.CreateClient();
        var response = await client.GetAsync(new Uri("x", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        response.Dispose();
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => response.EnsureComputeSuccessAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task A_body_in_memory_that_was_partly_read_is_quoted_from_its_beginning()
    {
        using var response = new HttpResponseMessage(System.Net.HttpStatusCode.Conflict) { Content = new StringContent("name is taken") };
        var stream = await response.Content.ReadAsStreamAsync(Token);
        Assert.Equal('n', stream.ReadByte());
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => response.EnsureComputeSuccessAsync(cancellationToken: Token));
        Assert.Contains(": name is taken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_before_a_body_broke_off_is_quoted()
    {
        await using var server = new TestServer((_, _) => "HTTP/1.1 502 X\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nhalf of it");
        using var client = server.CreateClient();
        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => client.GetJsonAsync("x", TestJson.Default.Item, cancellationToken: Token));
        Assert.Contains("half of it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_never_ends_does_not_hold_up_the_error()
    {
        using var response = Response(new StalledStream("so far"u8.ToArray()), "text/plain");
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => response.EnsureComputeSuccessAsync(cancellationToken: Token));
        Assert.Contains("so far", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_cancels_while_the_body_is_read_gets_a_cancellation()
    {
        using var response = Response(new StalledStream("so far"u8.ToArray()), "text/plain");
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response.EnsureComputeSuccessAsync(cancellationToken: cancellation.Token));
    }

    [Theory]
    [InlineData("utf-16", "utf-16")]
    [InlineData("iso-8859-1", "iso-8859-1")]
    [InlineData("\"utf-8\"", "utf-8")]
    [InlineData("no-such-charset", "utf-8")]
    public async Task The_charset_is_that_of_the_content_and_secrets_stay_hidden_in_it(string charset, string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes("café mp_0123456789");
        using var response = Response(new MemoryStream(bytes), "text/plain");
        response.Content.Headers.Remove("Content-Type");
        response.Content.Headers.TryAddWithoutValidation("Content-Type", $"text/plain; charset={charset}");
        response.RequestMessage = new HttpRequestMessage { Headers = { { "X-Key", "mp_0123456789" } } };
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => response.EnsureComputeSuccessAsync(cancellationToken: Token));
        Assert.Contains(": café ***", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_decompressed(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            await packer.WriteAsync("the quota is used up"u8.ToArray(), Token);
        }

        using var response = Response(new MemoryStream(packed.ToArray()), "text/plain");
        response.Content.Headers.ContentEncoding.Add(encoding);
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => response.EnsureComputeSuccessAsync(cancellationToken: Token));
        Assert.Contains("the quota is used up", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task What_cannot_be_decompressed_is_left_out(string encoding)
    {
        using var response = Response(new MemoryStream("not packed"u8.ToArray()), "text/plain");
        response.Content.Headers.ContentEncoding.Add(encoding);
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => response.EnsureComputeSuccessAsync(cancellationToken: Token));
        Assert.DoesNotContain("packed", error.Message, StringComparison.Ordinal);
        Assert.Contains("409", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_page_the_words_are_quoted()
    {
        const string Page = "<!DOCTYPE html><html><head><title>Bad gateway</title><style>b { x }</style></head><!-- c --><body>\n<h1>502</h1> a < b <img src='x";
        using var response = Response(new MemoryStream(Encoding.UTF8.GetBytes(Page)), "text/html");
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => response.EnsureComputeSuccessAsync(cancellationToken: Token));
        Assert.Contains(": Bad gateway 502 a < b", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("img", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("{ x }", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_limit_cuts_in_two_is_hidden_too()
    {
        using var response = Response(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 2040) + "mp_0123456789")), "text/plain");
        response.RequestMessage = new HttpRequestMessage { Headers = { { "X-Key", "mp_0123456789" } } };
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => response.EnsureComputeSuccessAsync(cancellationToken: Token));
        Assert.EndsWith("x***", error.Message.TrimEnd('.'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_in_another_charset_is_read()
    {
        using var response = Response(new MemoryStream(Encoding.Unicode.GetBytes("""{"name":"café","size":2}""")), "application/json");
        response.Content.Headers.ContentType!.CharSet = "utf-16";
        Assert.Equal(new Item("café", 2), await response.ReadJsonAsync(TestJson.Default.Item, Token));
    }

    private static HttpResponseMessage Response(Stream body, string type) => new(System.Net.HttpStatusCode.Conflict)
    {
        Content = new StreamContent(body) { Headers = { ContentType = new(type) } },
    };

    /// <summary>Gives some bytes, then nothing until the reading is cancelled.</summary>
    private sealed class StalledStream(byte[] first) : MemoryStream(first)
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            if (count == 0)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return count;
        }
    }
}
