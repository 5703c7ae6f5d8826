using System.Net;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Behaviour;

/// <summary>A gateway without keys serves programs on its own machine, and nobody else.</summary>
public sealed class LoopbackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData("Host", "localhost", HttpStatusCode.OK)]
    [InlineData("Host", "attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("Host", "127.0.0.1.attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("X-Forwarded-For", "203.0.113.9", HttpStatusCode.Forbidden)]
    [InlineData("Forwarded", "for=203.0.113.9", HttpStatusCode.Forbidden)]
    public async Task Programs_are_served_and_pages_and_proxies_are_not(string? header, string? value, HttpStatusCode status)
    {
        await using var served = await ServedLocal.StartAsync();
        using var http = served.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "info");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var response = await http.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
    }
}
