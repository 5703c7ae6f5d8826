using System.Net;
using Compute.Gateway.Ports;
using Compute.Gateway.Tests.Serving;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Tests.Ports;

/// <summary>Signed links and host names.</summary>
public sealed class PortLinkTests : IAsyncLifetime
{
    private ServedPort _port = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _port = await ServedPort.StartAsync(options => options.PortsDomain = ServedPort.Domain);

    public ValueTask DisposeAsync() => _port.DisposeAsync();

    [Theory]
    [InlineData("good", HttpStatusCode.OK)]
    [InlineData("expired", HttpStatusCode.Unauthorized)]
    [InlineData("foreign", HttpStatusCode.Unauthorized)]
    [InlineData("tampered", HttpStatusCode.Unauthorized)]
    [InlineData("nonsense", HttpStatusCode.Unauthorized)]
    [InlineData("other port", HttpStatusCode.Unauthorized)]
    [InlineData("other sandbox", HttpStatusCode.Unauthorized)]
    [InlineData("key that is gone", HttpStatusCode.Unauthorized)]
    [InlineData("other tenant", HttpStatusCode.NotFound)]
    public async Task A_link_opens_what_it_was_made_for(string which, HttpStatusCode status)
    {
        var link = new PortLink("", _port.Id, _port.Echo.Port, Expires(60), "blue", _port.BlueKey.Id);
        var (links, foreign) = (new PortLinks(ServedPort.LinkKey, TimeProvider.System), new PortLinks(null, TimeProvider.System));
        var token = which switch
        {
            "expired" => links.Sign(link with { Expires = Expires(-1) }),
            "foreign" => foreign.Sign(link),
            "tampered" => links.Sign(link with { Port = 1 }).Split('.')[0] + "." + links.Sign(link).Split('.')[1],
            "nonsense" => "%%%",
            "other port" => links.Sign(link with { Port = 1 }),
            "other sandbox" => links.Sign(link with { SandboxId = "other" }),
            "key that is gone" => links.Sign(link with { KeyId = "00000000" }),
            "other tenant" => links.Sign(link with { Tenant = "red" }),
            _ => links.Sign(link),
        };
        using var http = _port.Plain();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/{_port.Path}/");
        request.Headers.TryAddWithoutValidation("Compute-Link", token);

        using var response = await http.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_link_by_path_needs_nothing_else()
    {
        await using var port = await ServedPort.StartAsync();
        var link = await port.LinkAsync();
        using var http = port.Plain();

        using var response = await http.GetAsync(new Uri(link, "a/b?c=d"), Cancellation);
        using var without = await http.GetAsync($"v1/{port.Path}/", Cancellation);

        Assert.StartsWith("/v1/links/", link.AbsolutePath, StringComparison.Ordinal);
        Assert.StartsWith("GET /a/b?c=d\n", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
    }

    [Fact]
    public async Task By_path_no_cookie_passes_and_by_host_name_only_those_of_the_host()
    {
        using var http = _port.Plain();
        http.DefaultRequestHeaders.Add("Compute-Key", _port.Blue);
        using var byHost = new HttpRequestMessage(HttpMethod.Get, "cookies") { Headers = { Host = _port.Host } };

        using var path = await http.GetAsync($"v1/{_port.Path}/cookies", Cancellation);
        using var host = await http.SendAsync(byHost, Cancellation);

        Assert.False(path.Headers.Contains("Set-Cookie"));
        Assert.Equal(["own=1; path=/"], host.Headers.GetValues("Set-Cookie"));
    }

    [Fact]
    public async Task A_browser_gets_a_cookie_for_a_link_and_pages_of_other_sites_cannot_use_it()
    {
        var link = await _port.LinkAsync();
        Assert.Equal(_port.Host, link.Host);
        using var http = _port.Plain();
        using var visit = Request($"/page{link.Query}&a=1");
        visit.Headers.Add("Sec-Fetch-Mode", "navigate");
        using var visited = await http.SendAsync(visit, Cancellation);
        Assert.Equal(HttpStatusCode.Found, visited.StatusCode);
        Assert.Equal("/page?a=1", visited.Headers.Location!.ToString());
        var cookie = visited.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);
        var (status, text) = await AskAsync(("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("compute-link", text, StringComparison.Ordinal);
        Assert.Contains("Cookie: own=1\n", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(("Sec-Fetch-Site", "same-site"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(("Origin", $"http://1-other.{ServedPort.Domain}"))).Status);

        async Task<(HttpStatusCode Status, string Text)> AskAsync(params (string Name, string Value)[] headers)
        {
            using var request = Request("/page");
            request.Headers.Add("Cookie", $"own=1; {cookie.Split(';')[0]}");
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            using var response = await http.SendAsync(request, Cancellation);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Fact]
    public async Task By_host_name_every_path_is_the_sandboxes()
    {
        using var http = _port.Plain();
        http.DefaultRequestHeaders.Add("Compute-Key", _port.Blue);
        foreach (var path in (string[])["/v1/info", "/v1/openapi.json", "/"])
        {
            using var request = Request(path);
            using var response = await http.SendAsync(request, Cancellation);
            Assert.StartsWith($"GET {path}\n", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/up/%2e%2e/secret")]
    [InlineData("/%2e%2e/secret")]
    [InlineData("/..%2fsecret")]
    [InlineData("/%252e%252e/secret")]
    [InlineData("/..\\secret")]
    [InlineData("/%5c..%5csecret")]
    public void A_path_does_not_lead_out_of_a_port(string path)
    {
        var endpoint = new SandboxEndpoint { Url = new Uri("http://inner/api/pods/x/proxy/"), Host = "inner", Port = 80 };
        var target = new PortTarget(endpoint, path, "/v1/x") { Withheld = [] };

        Assert.Throws<Compute.Gateway.Http.GatewayRefusal>(() => target.AddressOf(default));
    }

    [Fact]
    public void The_token_of_an_endpoint_stays_in_front_of_the_query()
    {
        var endpoint = new SandboxEndpoint { Url = new Uri("http://inner/p/?token=t"), Host = "inner", Port = 80 };

        var address = new PortTarget(endpoint, "/a", "") { Withheld = [] }.AddressOf(new QueryString("?token=mine"));

        Assert.Equal("http://inner/p/a?token=t&token=mine", address.AbsoluteUri);
    }

    private static long Expires(int seconds) => DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeSeconds();

    private HttpRequestMessage Request(string path) => new(HttpMethod.Get, path) { Headers = { Host = _port.Host } };
}
