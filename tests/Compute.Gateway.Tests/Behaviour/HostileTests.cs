using System.Net;
using System.Net.Sockets;
using System.Text;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Behaviour;

/// <summary>Requests that no honest client sends: each gets its status, and the gateway goes on.</summary>
public sealed class HostileTests : IAsyncLifetime
{
    private const string Good = """{"arguments":["true"]}""";

    private ServedLocal _served = null!;
    private string _blue = "";
    private string _red = "";
    private string _reader = "";
    private string _expired = "";
    private string _id = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedLocal.StartAsync(options =>
        {
            options.MaxRequestBytes = 64 * 1024;
            options.MaxFileBytes = 64 * 1024;
            options.Keys.Add(GatewayKey.Create("blue", GatewayScopes.All, expiresAt: null, out _blue));
            options.Keys.Add(GatewayKey.Create("red", GatewayScopes.All, expiresAt: null, out _red));
            options.Keys.Add(GatewayKey.Create("blue", GatewayScopes.Read, expiresAt: null, out _reader));
            options.Keys.Add(GatewayKey.Create("blue", GatewayScopes.All, DateTimeOffset.UtcNow.AddSeconds(-1), out _expired));
        });
        await using var provider = _served.Connect(_blue);
        _id = (await provider.CreateAsync(new CreateSandboxOptions { Ownership = Ownership.Detached }, Cancellation)).Id;
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Theory]
    [InlineData("none", HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("prefix", HttpStatusCode.Unauthorized)]
    [InlineData("expired", HttpStatusCode.Unauthorized)]
    [InlineData("reader", HttpStatusCode.Forbidden)]
    [InlineData("red", HttpStatusCode.NotFound)]
    [InlineData("blue", HttpStatusCode.OK)]
    public async Task Keys_open_what_is_theirs(string who, HttpStatusCode status)
    {
        var key = who switch
        {
            "wrong" => "cgw_00000000_" + new string('0', 64),
            "prefix" => _blue[..^1],
            "expired" => _expired,
            "reader" => _reader,
            "red" => _red,
            "blue" => _blue,
            _ => null,
        };
        using var http = _served.Http(key);

        using var response = await http.PostAsync($"sandboxes/{_id}/run", Json(Good), Cancellation);

        Assert.Equal(status, response.StatusCode);
        var type = status == HttpStatusCode.OK ? "application/json" : "application/problem+json";
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("POST", "sandboxes/{id}/run", "{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("POST", "sandboxes/{id}/run", "null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("POST", "sandboxes/{id}/run", "{\"arguments\":[]}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("POST", "sandboxes/{id}/run", "{\"arguments\":[\"a\\u0000b\"]}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("POST", "sandboxes/{id}/run", "{\"arguments\":[\"true\"],\"unknown\":1}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("POST", "sandboxes/{id}/run", Good, "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(
        "POST", "sandboxes", "{\"mounts\":[{\"source\":\"/etc\",\"target\":\"/mnt\"}]}", "application/json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("POST", "sandboxes", "{\"snapshotId\":\"x\"}", "application/json", HttpStatusCode.NotFound)]
    [InlineData("POST", "sandboxes", "{\"labels\":{\"gateway.tenant\":\"red\"}}", "application/json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("POST", "sandboxes", "{\"labels\":{\"compute.tenant\":\"red\"}}", "application/json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "sandboxes/..%2F..%2Fetc", null, null, HttpStatusCode.NotFound)]
    [InlineData("GET", "sandboxes/~%%%", null, null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "sandboxes/~Li4vLi4vZXRj", null, null, HttpStatusCode.NotFound)]
    [InlineData("GET", "sandboxes?label=gateway.tenant=red", null, null, HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "sandboxes?label=x", null, null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "volumes", null, null, HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "keys", null, null, HttpStatusCode.Forbidden)]
    [InlineData("GET", "providers/nobody/sandboxes", null, null, HttpStatusCode.NotFound)]
    [InlineData("GET", "sandboxes/{id}/files/content", null, null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "sandboxes/{id}/files/content?path=a&path=b", null, null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "sandboxes/{id}/files/content?pathBytes=%21", null, null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "sandboxes/{id}/files/content?path=missing", null, null, HttpStatusCode.NotFound)]
    [InlineData("GET", "sandboxes/{id}/processes/1/output?from=-1", null, null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "sandboxes/{id}/processes/nobody/output", null, null, HttpStatusCode.NotFound)]
    [InlineData("GET", "sandboxes/{id}/endpoints/99999", null, null, HttpStatusCode.BadRequest)]
    [InlineData("PUT", "sandboxes/{id}/files/mode?path=a&mode=99", null, null, HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "sandboxes/nobody", null, null, HttpStatusCode.NoContent)]
    [InlineData("PATCH", "sandboxes/{id}", null, null, HttpStatusCode.MethodNotAllowed)]
    public async Task A_bad_request_gets_its_status(string method, string path, string? body, string? type, HttpStatusCode status)
    {
        using var http = _served.Http(_blue);
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", _id, StringComparison.Ordinal));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type!);

        using var response = await http.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
        await StillServesAsync(http);
    }

    [Theory]
    [InlineData("run", "POST")]
    [InlineData("files/content?path=big", "PUT")]
    public async Task A_body_that_is_too_long_is_refused(string path, string method)
    {
        using var http = _served.Http(_blue);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"sandboxes/{_id}/{path}")
        {
            Content = Json($"{{\"arguments\":[\"{new string('x', 100_000)}\"]}}"),
        };

        using var response = await http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        await StillServesAsync(http);
    }

    [Theory]
    [InlineData("GET /v1/info HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET")]
    [InlineData("GET /v1/info HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /v1/in fo HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task A_smuggled_request_is_not_served(string text)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _served.Address.Port, Cancellation);
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), Cancellation);
        var buffer = new byte[4096];

        var count = await socket.ReceiveAsync(buffer, Cancellation);

        Assert.Matches("^HTTP/1.1 40[01] ", Encoding.ASCII.GetString(buffer, 0, count));
        using var http = _served.Http(_blue);
        await StillServesAsync(http);
    }

    [Fact]
    public async Task Keys_and_environment_are_in_no_log_and_no_hash_is_a_key()
    {
        using var http = _served.Http(_blue);
        using var ok = await http.PostAsync(
            $"sandboxes/{_id}/run", Json("""{"arguments":["true"],"environment":{"TOKEN":"hidden-value"}}"""), Cancellation);
        using var failed = await http.PostAsync(
            $"sandboxes/{_id}/run", Json("""{"arguments":["true"],"environment":{"A=B":"hidden-value"}}"""), Cancellation);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (ok.StatusCode, failed.StatusCode));
        Assert.DoesNotContain("hidden-value", await failed.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        Assert.DoesNotContain("hidden-value", _served.Log.Text, StringComparison.Ordinal);
        foreach (var key in (string[])[_blue, _red, _reader, _expired])
        {
            Assert.DoesNotContain(key, _served.Log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(key.Split('_')[^1], _served.Log.Text, StringComparison.Ordinal);
        }

        var known = GatewayKey.Create("blue", GatewayScopes.All, expiresAt: null, out var secret);
        Assert.DoesNotContain(secret.Split('_')[^1], known.ToString(), StringComparison.Ordinal);
        using var withHash = _served.Http(known.Hash);
        using var refused = await withHash.GetAsync("info", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task StillServesAsync(HttpClient http)
    {
        using var response = await http.GetAsync("info", Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
