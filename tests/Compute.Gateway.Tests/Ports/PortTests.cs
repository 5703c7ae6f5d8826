using System.Net;
using System.Net.WebSockets;
using System.Text;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Ports;

/// <summary>Ports of sandboxes, reached through the gateway.</summary>
public sealed class PortTests : IAsyncLifetime
{
    private ServedPort _port = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _port = await ServedPort.StartAsync(options =>
    {
        options.PortsDomain = ServedPort.Domain;
        options.PortIdleTimeout = TimeSpan.FromSeconds(1);
    });

    public ValueTask DisposeAsync() => _port.DisposeAsync();

    [Fact]
    public async Task A_program_in_a_sandbox_is_reached_by_the_endpoint_of_the_remote_provider()
    {
        await using var served = await ServedLocal.StartAsync();
        await using var provider = served.Connect();
        var number = FreePort.Next();
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Ports = [number] }, Cancellation);
        await sandbox.Files.WriteAllTextAsync("index.html", "from inside", Cancellation);
        await using var process = await sandbox.StartAsync(
            Command.Create("busybox", "httpd", "-f", "-p", $"127.0.0.1:{number}"), Cancellation);

        Assert.True(sandbox.TryGet<IEndpointSource>(out var source));
        var endpoint = await source.GetEndpointAsync(number, Cancellation);

        Assert.Equal(served.Address.Port, endpoint.Port);
        using var http = new HttpClient { BaseAddress = endpoint.Url };
        foreach (var (name, value) in endpoint.Headers)
        {
            http.DefaultRequestHeaders.Add(name, value);
        }

        var text = "";
        for (var i = 0; i < 300 && text != "from inside"; i++)
        {
            using var response = await http.GetAsync("index.html", Cancellation);
            Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.BadGateway]);
            text = await response.Content.ReadAsStringAsync(Cancellation);
            await Task.Delay(100, Cancellation);
        }

        Assert.Equal("from inside", text);
    }

    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/a/b?x=1&y=%20z", "/a/b?x=1&y=%20z")]
    [InlineData("/a%20b/%C3%A4", "/a%20b/%C3%A4")]
    [InlineData("/a%2Fb", "/a%2Fb")]
    public async Task Paths_and_queries_arrive_as_they_were_sent(string path, string expected)
    {
        using var http = _port.Served.Http(_port.Blue);

        var text = await http.GetStringAsync(_port.Path + path, Cancellation);

        Assert.StartsWith($"GET {expected}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_keys_nor_links_nor_the_headers_of_the_hop_reach_the_sandbox()
    {
        using var http = _port.Served.Http();
        using var request = new HttpRequestMessage(HttpMethod.Post, _port.Path + "/x?compute-link=&a=1")
        {
            Content = new StringContent("body"),
        };
        request.Headers.Add("Compute-Key", _port.Blue);
        request.Headers.Add("Authorization", "Basic own");
        request.Headers.Add("Proxy-Authorization", "Basic hop");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Hop", "hop");
        request.Headers.Add("Connection", "X-Hop");
        request.Headers.Add("Cookie", "other=1");

        using var response = await http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.StartsWith("POST /x?a=1\n", text, StringComparison.Ordinal);
        Assert.Contains("Authorization: Basic own\n", text, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-For: 127.0.0.1\n", text, StringComparison.Ordinal);
        Assert.Contains($"X-Forwarded-Prefix: /v1/{_port.Path}\n", text, StringComparison.Ordinal);
        Assert.Contains($"Host: 127.0.0.1:{_port.Echo.Port}\n", text, StringComparison.Ordinal);
        foreach (var absent in (string[])["cgw_", "Compute-", "203.0.113.9", "hop", "other=1"])
        {
            Assert.DoesNotContain(absent, text, StringComparison.OrdinalIgnoreCase);
        }

        using var bearer = _port.Served.Http(_port.Blue);
        Assert.DoesNotContain("Authorization", await bearer.GetStringAsync(_port.Path + "/", Cancellation), StringComparison.Ordinal);
        using var mixed = new HttpRequestMessage(HttpMethod.Get, _port.Path + "/");
        mixed.Headers.Add("Compute-Key", _port.Blue);
        mixed.Headers.Add("Authorization", "Bearer " + _port.Red);
        using var answer = await http.SendAsync(mixed, Cancellation);
        Assert.DoesNotContain("cgw_", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/inside", "{prefix}/inside")]
    [InlineData("inside", "inside")]
    [InlineData("http://127.0.0.1:{port}/inside?q#f", "{prefix}/inside?q#f")]
    [InlineData("http://169.254.169.254/latest", "http://169.254.169.254/latest")]
    [InlineData("//169.254.169.254/latest", "//169.254.169.254/latest")]
    public async Task A_redirection_is_passed_on_and_never_followed(string to, string expected)
    {
        using var http = _port.Plain();
        http.DefaultRequestHeaders.Add("Compute-Key", _port.Blue);
        var target = Uri.EscapeDataString(to.Replace("{port}", $"{_port.Echo.Port}", StringComparison.Ordinal));

        using var response = await http.GetAsync($"v1/{_port.Path}/redirect?to={target}", Cancellation);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(
            expected.Replace("{prefix}", $"/v1/{_port.Path}", StringComparison.Ordinal),
            response.Headers.GetValues("Location").Single());
        Assert.Equal(0, _port.Echo.Inside);
    }

    [Fact]
    public async Task A_port_that_says_nothing_or_does_not_listen_has_an_error_of_its_own()
    {
        using var http = _port.Served.Http(_port.Blue);

        using var silent = await http.GetAsync(_port.Path + "/silent", Cancellation);
        using var closed = await http.GetAsync($"sandboxes/{_port.Id}/ports/1/", Cancellation);
        using var unlisted = await http.GetAsync($"sandboxes/{_port.Id}/ports/2/", Cancellation);

        Assert.Equal(
            (HttpStatusCode.GatewayTimeout, HttpStatusCode.BadGateway, HttpStatusCode.NotFound),
            (silent.StatusCode, closed.StatusCode, unlisted.StatusCode));
        Assert.Contains("port-unreachable", await closed.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("link header")]
    [InlineData("link path")]
    [InlineData("host name")]
    public async Task WebSockets_pass(string how)
    {
        using var socket = new ClientWebSocket();
        var address = new UriBuilder(_port.Served.Address) { Scheme = "ws", Path = $"/v1/{_port.Path}/ws" };
        var token = (await _port.LinkAsync()).Query.Split('=')[1];
        switch (how)
        {
            case "key":
                socket.Options.SetRequestHeader("Authorization", "Bearer " + _port.Blue);
                break;
            case "link header":
                socket.Options.SetRequestHeader("Compute-Link", token);
                break;
            case "link path":
                address.Path = $"/v1/links/{token}/ws";
                break;
            default:
                address.Path = "/ws";
                socket.Options.SetRequestHeader("Host", _port.Host);
                socket.Options.SetRequestHeader("Compute-Link", token);
                break;
        }

        await socket.ConnectAsync(address.Uri, Cancellation);
        var buffer = new byte[100];
        foreach (var text in (string[])["one", "two"])
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
            var received = await socket.ReceiveAsync(buffer, Cancellation);
            Assert.Equal(text, Encoding.UTF8.GetString(buffer, 0, received.Count));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        Assert.Equal(WebSocketState.Closed, socket.State);
    }
}
