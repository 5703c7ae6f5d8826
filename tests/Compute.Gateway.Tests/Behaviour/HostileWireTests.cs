using System.Net;
using System.Text;
using Compute.Gateway.Tests.Ports;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Behaviour;

/// <summary>Requests that try to get at what belongs to another tenant, or to confuse the server: each has its status.</summary>
public sealed class HostileWireTests : IAsyncLifetime
{
    private ServedPort _port = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _port = await ServedPort.StartAsync(options =>
    {
        options.PortsDomain = ServedPort.Domain;
        options.MaxRequestBytes = 64 * 1024;
    });

    public ValueTask DisposeAsync() => _port.DisposeAsync();

    /// <summary>{id} is a sandbox of the tenant blue; {port} its port; {token} a link to it. Who asks is another tenant.</summary>
    [Theory]
    [InlineData("GET", "sandboxes/{id}", 404)]
    [InlineData("DELETE", "sandboxes/{id}", 204)]
    [InlineData("POST", "sandboxes/{id}/pause", 404)]
    [InlineData("POST", "sandboxes/{id}/restart", 404)]
    [InlineData("GET", "sandboxes/{id}/processes", 404)]
    [InlineData("DELETE", "sandboxes/{id}/starts/k", 404)]
    [InlineData("GET", "sandboxes/{id}/processes/1/output", 404)]
    [InlineData("DELETE", "sandboxes/{id}/processes/1", 404)]
    [InlineData("GET", "sandboxes/{id}/files?path=/", 404)]
    [InlineData("GET", "sandboxes/{id}/files/content?path=/etc/passwd", 404)]
    [InlineData("PUT", "sandboxes/{id}/files/content?path=x", 404)]
    [InlineData("DELETE", "sandboxes/{id}/files/entries?path=x", 404)]
    [InlineData("GET", "sandboxes/{id}/files/changes?path=/", 404)]
    [InlineData("GET", "sandboxes/{id}/metrics", 404)]
    [InlineData("GET", "sandboxes/{id}/logs", 404)]
    [InlineData("GET", "sandboxes/{id}/endpoints/{port}", 404)]
    [InlineData("POST", "sandboxes/{id}/ports/{port}/links", 404)]
    [InlineData("GET", "sandboxes/{id}/ports/{port}/", 404)]
    [InlineData("POST", "sandboxes/{id}/snapshots", 404)]
    [InlineData("POST", "sandboxes/{id}/branches", 404)]
    [InlineData("GET", "providers/local/sandboxes/{id}", 404)]
    [InlineData("GET", "sandboxes/%2e%2e/keys", 403)]
    [InlineData("GET", "sandboxes/{id}%2f..%2f..%2fkeys", 404)]
    [InlineData("GET", "sandboxes/x/../{id}", 404)]
    [InlineData("GET", "sandboxes/~", 400)]
    [InlineData("GET", "sandboxes/{id}/ports/0/", 400)]
    [InlineData("GET", "sandboxes/{id}/ports/%2e%2e/", 404)]
    [InlineData("GET", "links/{token}x/", 401)]
    [InlineData("GET", "links/..%2f..%2fkeys/", 401)]
    [InlineData("POST", "keys", 403)]
    [InlineData("DELETE", "keys/00000000", 403)]
    public async Task Another_tenant_gets_nowhere(string method, string path, int status)
    {
        var token = (await _port.LinkAsync()).Query.Split('=')[1];
        path = path.Replace("{id}", _port.Id, StringComparison.Ordinal)
            .Replace("{port}", $"{_port.Echo.Port}", StringComparison.Ordinal)
            .Replace("{token}", token, StringComparison.Ordinal);

        var (got, text) = await SendAsync($"{method} /v1/{path} HTTP/1.1", $"Authorization: Bearer {_port.Red}", "Compute-Tenant: blue");

        Assert.True(status == got, text);
        await IsUntouchedAsync();
    }

    [Theory]
    [InlineData("GET //v1/info HTTP/1.1", null, 404)]
    [InlineData("GET /v1/sandboxes/%00 HTTP/1.1", null, 400)]
    [InlineData("GET /v1/{long} HTTP/1.1", null, 414)]
    [InlineData("GET /v1/info HTTP/1.1", "X-Long: {long}{long}{long}{long}", 431)]
    [InlineData("GET /v1/info HTTP/1.1", "{many}", 431)]
    [InlineData("GET /v1/info HTTP/9.9", null, 505)]
    [InlineData("FOO /v1/info HTTP/1.1", null, 404)]
    [InlineData("CONNECT /v1/info HTTP/1.1", null, 404)]
    [InlineData("GET http://169.254.169.254/latest HTTP/1.1", null, 400)]
    [InlineData("GET /v1/info HTTP/1.1", "Content-Length: -1", 400)]
    [InlineData("GET /v1/info HTTP/1.1", "Content-Length: 1\r\nContent-Length: 2", 400)]
    [InlineData("GET /v1/info HTTP/1.1", "Transfer-Encoding: gzip", 400)]
    [InlineData("GET /v1/info HTTP/1.1", "X-Bad : space", 400)]
    [InlineData("GET /v1/info HTTP/1.1", "X-Folded: a\r\n b", 400)]
    [InlineData("GET /v1/info HTTP/1.1", "Authorization: Bearer {red}\r\nAuthorization: Bearer {blue}", 401)]
    [InlineData("GET /v1/info HTTP/1.1", "Compute-Key: none", 401)]
    [InlineData("GET /v1/info HTTP/1.1", "Compute-Key: {red}\r\nCompute-Key: {blue}", 401)]
    [InlineData("POST /v1/sandboxes HTTP/1.1", "Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 0", 400)]
    [InlineData("POST /v1/sandboxes HTTP/1.1", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0", 400)]
    [InlineData("POST /v1/sandboxes HTTP/1.1", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n{}\r\n0", 400)]
    [InlineData("POST /v1/sandboxes HTTP/1.1", "Content-Type: application/json\r\nContent-Length: 99999999", 413)]
    [InlineData("GET /v1/sandboxes/{id} HTTP/1.1", "X-HTTP-Method-Override: DELETE\r\nX-Original-URL: /v1/keys", 200)]
    public async Task A_request_that_confuses_has_its_status(string line, string? header, int status)
    {
        var needsOwnKey = header?.Contains("Authorization", StringComparison.Ordinal) is not true;

        var (got, text) = await SendAsync(
            Filled(line), Filled(header ?? "X-None: 1"), needsOwnKey ? $"Authorization: Bearer {_port.Blue}" : "X-None: 2");

        Assert.True(status == got, $"{got}: {text}");
        await IsUntouchedAsync();
    }

    [Theory]
    [InlineData("/v1/sandboxes/{id}/socket", null, 401)]
    [InlineData("/v1/sandboxes/{id}/socket", "{red}", 404)]
    [InlineData("/v1/sandboxes/{id}/ports/{port}/ws", null, 401)]
    [InlineData("/v1/sandboxes/{id}/ports/{port}/ws", "{red}", 404)]
    [InlineData("/v1/links/none/ws", null, 401)]
    public async Task A_websocket_needs_a_key_of_its_tenant(string path, string? key, int status)
    {
        var (got, text) = await SendAsync(
            $"GET {Filled(path)} HTTP/1.1",
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            key is null ? "X-None: 1" : $"Authorization: Bearer {Filled(key)}",
            connection: "Upgrade");

        Assert.True(status == got, text);
    }

    [Theory]
    [InlineData("OPTIONS", "/v1/sandboxes", 404)]
    [InlineData("GET", "/v1/info", 200)]
    public async Task Pages_of_other_sites_are_not_told_that_they_may(string method, string path, int status)
    {
        var (got, text) = await SendAsync(
            $"{method} {path} HTTP/1.1",
            "Origin: https://attacker.example\r\nAccess-Control-Request-Method: POST",
            $"Authorization: Bearer {_port.Blue}");

        Assert.Equal(status, got);
        Assert.DoesNotContain("Access-Control-", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for_without_end()
    {
        var (got, text) = await RawHttp.SendAsync(
            _port.Served.Address,
            $"POST /v1/sandboxes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {_port.Blue}\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{",
            Cancellation);

        Assert.True(got == 408, text);
        await IsUntouchedAsync();
    }

    [Fact]
    public async Task A_deep_body_is_refused()
    {
        using var http = _port.Served.Http(_port.Blue);
        var deep = new string('[', 1000) + new string(']', 1000);

        using var response = await http.PostAsync(
            "sandboxes", new StringContent($"{{\"labels\":{deep}}}", Encoding.UTF8, "application/json"), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await IsUntouchedAsync();
    }

    private string Filled(string text) => text.Replace("{id}", _port.Id, StringComparison.Ordinal)
        .Replace("{port}", $"{_port.Echo.Port}", StringComparison.Ordinal)
        .Replace("{red}", _port.Red, StringComparison.Ordinal)
        .Replace("{blue}", _port.Blue, StringComparison.Ordinal)
        .Replace("{long}", new string('x', 10_000), StringComparison.Ordinal)
        .Replace("{many}", string.Join("\r\n", Enumerable.Range(0, 150).Select(i => $"X-{i}: 1")), StringComparison.Ordinal);

    private Task<(int Status, string Text)> SendAsync(string line, string header, string key, string connection = "close") =>
        RawHttp.SendAsync(
            _port.Served.Address, $"{line}\r\nHost: localhost\r\nConnection: {connection}\r\n{key}\r\n{header}\r\n\r\n", Cancellation);

    /// <summary>The sandbox of the tenant is still there, and no other.</summary>
    private async Task IsUntouchedAsync()
    {
        await using var provider = _port.Served.Connect(_port.Blue);
        Assert.Equal([_port.Id], await provider.ListAsync(cancellationToken: Cancellation).Select(info => info.Id).ToListAsync(Cancellation));
        Assert.DoesNotContain(_port.Blue.Split('_')[^1], _port.Served.Log.Text, StringComparison.Ordinal);
    }
}
