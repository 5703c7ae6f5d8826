using Compute.Providers.E2B.Wire;

namespace Compute.Providers.E2B.Tests.Behaviour;

/// <summary>Where requests go: the same places to which E2B's own SDK sends them.</summary>
public sealed class AddressTests
{
    private static readonly E2BOptions Plain = new() { ApiKey = "e2b_0000000000" };

    public static TheoryData<E2BOptions, string?, string> Agents => new()
    {
        { Plain, null, "https://sandbox.e2b.app/health" },
        { Plain, "", "https://sandbox.e2b.app/health" },
        { Plain, "own.example", "https://49983-abc.own.example/health" },
        { Plain with { Domain = "sbx.localhost:8443" }, null, "https://49983-abc.sbx.localhost:8443/health" },
        { Plain with { SandboxUrl = new Uri("http://127.0.0.1:99/e2b") }, null, "http://127.0.0.1:99/e2b/health" },
        { Plain with { Debug = true }, null, "http://localhost:49983/health" },
    };

    [Theory]
    [MemberData(nameof(Agents))]
    public async Task The_agent_is_where_the_SDK_finds_it(E2BOptions options, string? domain, string expected)
    {
        using var http = new HttpClient();
        var client = new EnvdClient(options, http, (_, _) => Task.FromResult(new SandboxAccess("token", null, domain)));
        var sandbox = new E2BSandbox { Id = "abc", TemplateId = "base" };
        using var request = await client.RequestAsync(HttpMethod.Get, sandbox, "health", TestContext.Current.CancellationToken);
        Assert.Equal(expected, request.RequestUri!.AbsoluteUri);
        Assert.Equal("token", request.Headers.GetValues("X-Access-Token").Single());
    }

    [Fact]
    public void A_port_has_a_host_of_its_own_and_the_token_of_private_traffic()
    {
        using var http = new HttpClient();
        var client = new EnvdClient(Plain, http, (_, _) => throw new InvalidOperationException());
        var endpoint = client.EndpointOf("abc", new SandboxAccess("token", "traffic-token", Domain: null), 8080);
        Assert.Equal("https://8080-abc.e2b.app/", endpoint.Url.AbsoluteUri);
        Assert.Equal(("8080-abc.e2b.app", 443), (endpoint.Host, endpoint.Port));
        Assert.Equal("traffic-token", endpoint.Headers["e2b-traffic-access-token"]);
    }

    [Fact]
    public void A_port_of_a_shared_address_is_told_by_headers()
    {
        using var http = new HttpClient();
        var options = Plain with { SandboxUrl = new Uri("http://127.0.0.1:99/") };
        var client = new EnvdClient(options, http, (_, _) => throw new InvalidOperationException());
        var endpoint = client.EndpointOf("abc", new SandboxAccess("token", Traffic: null, Domain: null), 8080);
        Assert.Equal("http://127.0.0.1:99/", endpoint.Url.AbsoluteUri);
        Assert.Equal(("abc", "8080"), (endpoint.Headers["E2b-Sandbox-Id"], endpoint.Headers["E2b-Sandbox-Port"]));
    }

    [Fact]
    public void Secrets_are_in_no_text()
    {
        var access = new SandboxAccess("secret-token", "secret-traffic", Domain: null);
        var sandbox = new E2BSandbox { Id = "abc", TemplateId = "base", Access = access };
        Assert.DoesNotContain("secret", $"{sandbox} {access} {Plain with { ApiKey = "secret-key-0000" }}", StringComparison.Ordinal);
    }
}
