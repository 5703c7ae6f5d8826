using System.Diagnostics;
using System.Net;
using System.Text;
using Compute.Framework.Http;

namespace Compute.Framework.Tests.Http;

public class TransientRetryHandlerTests
{
    private static readonly TransientRetryOptions Fast = new() { BaseDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(20) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", 503, "", 3)]
    [InlineData("GET", 429, "", 3)]
    [InlineData("PUT", 500, "", 3)]
    [InlineData("DELETE", 502, "", 3)]
    [InlineData("HEAD", 504, "", 3)]
    [InlineData("GET", 408, "", 3)]
    [InlineData("GET", 501, "", 1)]
    [InlineData("GET", 404, "", 1)]
    [InlineData("GET", 409, "", 1)]
    [InlineData("POST", 500, "", 1)]
    [InlineData("POST", 502, "", 1)]
    [InlineData("POST", 503, "", 1)]
    [InlineData("POST", 503, "Retry-After: 0\r\n", 3)]
    [InlineData("POST", 429, "", 3)]
    [InlineData("PATCH", 504, "Retry-After: 0\r\n", 1)]
    [InlineData("GET", 503, "Retry-After: 3600\r\n", 1)]
    public async Task Only_what_is_harmless_and_passing_is_sent_again(string method, int status, string headers, int expected)
    {
        await using var server = new TestServer((number, _) => TestServer.Answer(number < 2 ? status : 200, headers: headers));
        using var client = server.CreateClient(Handler(Fast));
        using var request = new HttpRequestMessage(new HttpMethod(method), "x");
        using var response = await client.SendAsync(request, Token);
        Assert.Equal(expected, server.Requests.Count);
        Assert.Equal(expected == 3 ? 200 : status, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_content_is_sent_again_whole()
    {
        await using var server = new TestServer((number, _) => TestServer.Answer(number < 2 ? 429 : 200));
        using var client = server.CreateClient(Handler(Fast));
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => client.PostJsonAsync("x", new Item("a", 1), TestJson.Default.Item, TestJson.Default.Item, cancellationToken: Token));
        Assert.IsType<System.Text.Json.JsonException>(error.InnerException);

        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Contains("{\"name\":\"a\",\"size\":1}", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_is_sent_once()
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(503));
        using var client = server.CreateClient(Handler(Fast));
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("x")));
        using var response = await client.PutAsync("x", content, Token);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task What_the_last_try_gives_is_the_outcome()
    {
        await using var server = new TestServer((number, _) => TestServer.Answer(503, $"try {number}"));
        using var client = server.CreateClient(Handler(Fast));
        using var response = await client.GetAsync("x", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("try 3", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Retry_after_is_waited_for()
    {
        await using var server = new TestServer((number, _) => TestServer.Answer(number == 0 ? 429 : 200, headers: "Retry-After: 1\r\n"));
        using var client = server.CreateClient(Handler(Fast));
        var started = Stopwatch.GetTimestamp();
        using var response = await client.GetAsync("x", Token);
        Assert.True(response.IsSuccessStatusCode);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(0.95), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_asked_for_again_only_where_that_is_harmless()
    {
        await using var server = new TestServer((number, _) => number % 2 == 0 ? "HTTP/1.1 2" : TestServer.Answer(200));
        using var client = server.CreateClient(Handler(Fast));
        using var response = await client.GetAsync("x", Token);
        Assert.Equal(2, server.Requests.Count);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync("x", null, Token));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_refused_connection_is_tried_again_with_every_method(string method)
    {
        var refusals = new RefusingHandler(2) { InnerHandler = new AnsweringHandler() };
        using var client = new HttpClient(new TransientRetryHandler(Fast) { InnerHandler = refusals });
        using var request = new HttpRequestMessage(new HttpMethod(method), "http://127.0.0.1/x");
        using var response = await client.SendAsync(request, Token);
        Assert.Equal(3, refusals.Calls);
    }

    [Fact]
    public async Task No_try_begins_after_the_time_is_up()
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(429, headers: "Retry-After: 1\r\n"));
        using var client = server.CreateClient(Handler(Fast with { MaxElapsed = TimeSpan.FromMilliseconds(500), MaxRetries = 10 }));
        using var response = await client.GetAsync("x", Token);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Bounds_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransientRetryHandler(new() { MaxRetries = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransientRetryHandler(new() { BaseDelay = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransientRetryHandler(new() { MaxDelay = TimeSpan.FromMilliseconds(1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransientRetryHandler(new() { MaxDelay = TimeSpan.FromDays(2) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransientRetryHandler(new() { MaxRetryAfter = TimeSpan.FromDays(60) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransientRetryHandler(new() { MaxRetryAfter = Timeout.InfiniteTimeSpan }));
    }

    private static TransientRetryHandler Handler(TransientRetryOptions options) => new(options) { InnerHandler = new SocketsHttpHandler() };

    private sealed class RefusingHandler(int refusals) : DelegatingHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++Calls <= refusals ? throw new HttpRequestException(HttpRequestError.ConnectionError) : base.SendAsync(request, cancellationToken);
    }

    private sealed class AnsweringHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
