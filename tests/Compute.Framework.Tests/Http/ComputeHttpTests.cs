using System.Text.Json;
using System.Text.Json.Serialization;
using Compute.Framework.Http;

namespace Compute.Framework.Tests.Http;

internal sealed record Item(string Name, int Size);

[JsonSerializable(typeof(Item))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class TestJson : JsonSerializerContext;

public class ComputeHttpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, typeof(ProviderAuthenticationException), false)]
    [InlineData(403, typeof(ProviderAuthenticationException), false)]
    [InlineData(404, typeof(ProviderFaultException), false)]
    [InlineData(402, typeof(ResourceLimitException), false)]
    [InlineData(408, typeof(ProviderTimeoutException), true)]
    [InlineData(409, typeof(ProviderFaultException), false)]
    [InlineData(429, typeof(ResourceLimitException), true)]
    [InlineData(500, typeof(ProviderFaultException), true)]
    [InlineData(501, typeof(ProviderFaultException), false)]
    [InlineData(502, typeof(SandboxUnavailableException), true)]
    [InlineData(503, typeof(SandboxUnavailableException), true)]
    [InlineData(504, typeof(ProviderTimeoutException), true)]
    public async Task Status_codes_become_typed_errors(int status, Type type, bool isTransient)
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(status, "the reason", "Retry-After: 7\r\n", "text/plain"));
        using var client = server.CreateClient();
        var error = await Assert.ThrowsAsync(type, () => client.GetJsonAsync("x", TestJson.Default.Item, cancellationToken: Token));
        Assert.Equal(isTransient, ((ComputeException)error).IsTransient);
        Assert.Contains("the reason", error.Message + error.InnerException?.Message, StringComparison.Ordinal);
        if (status is 429 or 503)
        {
            Assert.Equal(TimeSpan.FromSeconds(7), ((ComputeException)error).RetryAfter);
        }
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Not_found_means_the_sandbox_where_the_request_is_about_one(int status)
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(status));
        using var client = server.CreateClient();
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => client.GetJsonAsync("x", TestJson.Default.Item, HttpResource.Sandbox, Token));
        Assert.Null(await client.FindJsonAsync("x", TestJson.Default.Item, Token));
        Assert.False(await client.DeleteIfExistsAsync("x", Token));
    }

    [Fact]
    public async Task The_message_holds_a_bounded_piece_of_the_answer_and_no_credentials()
    {
        const string Key = "mp_0123456789";
        await using var server = new TestServer((_, _) => TestServer.Answer(400, $"bad key {Key}\n{new string('x', 5000)}", type: "text/plain"));
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => client.GetJsonAsync("x?token=t", TestJson.Default.Item, cancellationToken: Token));
        Assert.Contains("bad key ***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token=t", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.InRange(error.Message.Length, 2000, 2200);
    }

    [Theory]
    [InlineData("Client sent an HTTP request to an HTTPS server.", "responded with 400 (BadRequest): Client sent")]
    [InlineData("\0not a text", "responded with 400 (BadRequest).")]
    public async Task An_answer_without_a_type_is_quoted_where_it_is_text(string body, string expected)
    {
        await using var server = new TestServer((_, _) => $"HTTP/1.0 400 X\r\nConnection: close\r\n\r\n{body}");
        using var client = server.CreateClient();
        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => client.GetJsonAsync("x", TestJson.Default.Item, cancellationToken: Token));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_goes_there_and_comes_back()
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(200, """{"name":"b","size":2}"""));
        using var client = server.CreateClient();
        Assert.Equal(new Item("b", 2), await client.PostJsonAsync("x", new Item("a", 1), TestJson.Default.Item, TestJson.Default.Item, cancellationToken: Token));
        Assert.EndsWith("""{"name":"a","size":1}""", server.Requests.Single(), StringComparison.Ordinal);
        Assert.True(await client.DeleteIfExistsAsync("x", Token));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"name\":5}")]
    [InlineData("<html>")]
    public async Task An_answer_that_is_not_understood_is_a_fault(string body)
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(200, body));
        using var client = server.CreateClient();
        await Assert.ThrowsAsync<ProviderFaultException>(() => client.GetJsonAsync("x", TestJson.Default.Item, cancellationToken: Token));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_lost_connection()
    {
        await using var server = new TestServer((_, _) => "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"name\":");
        using var client = server.CreateClient();
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => client.GetJsonAsync("x", TestJson.Default.Item, cancellationToken: Token));
    }

    [Fact]
    public async Task Nobody_there_is_unavailable()
    {
        Uri address;
        await using (var server = new TestServer((_, _) => null))
        {
            address = server.Address;
        }

        using var client = new HttpClient { BaseAddress = address };
        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => client.GetJsonAsync("x", TestJson.Default.Item, cancellationToken: Token));
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_time_out_of_the_client_is_none_of_the_caller()
    {
        await using var server = new TestServer((_, _) => null);
        using var client = server.CreateClient();
        client.Timeout = TimeSpan.FromMilliseconds(200);
        await Assert.ThrowsAsync<ProviderTimeoutException>(() => client.GetJsonAsync("x", TestJson.Default.Item, cancellationToken: Token));
    }

    [Fact]
    public async Task A_cancellation_of_the_caller_stays_one()
    {
        await using var server = new TestServer((_, _) => null);
        using var client = server.CreateClient();
        using var cancellation = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetJsonAsync("x", TestJson.Default.Item, cancellationToken: cancellation.Token));
    }
}
