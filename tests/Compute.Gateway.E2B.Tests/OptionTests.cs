using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Compute.Gateway.E2B.Tests.Serving;
using Microsoft.AspNetCore.Builder;

namespace Compute.Gateway.E2B.Tests;

/// <summary>Templates and users of the configuration.</summary>
public sealed class OptionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_is_the_image_that_the_configuration_says()
    {
        await using var served = await ServedE2B.StartAsync(map: static app =>
        {
            app.MapE2B(options =>
            {
                options.Templates["node"] = new E2BTemplate { Image = "docker.io/library/node:22" };
                options.Users["user"] = new E2BUser { User = "1000", Home = "/home/user" };
            });
        });
        using var http = new HttpClient { BaseAddress = served.Address };
        http.DefaultRequestHeaders.Add("X-API-KEY", served.Key);

        var response = await http.PostAsJsonAsync("v2/sandboxes", new { templateID = "node" }, Cancellation);

        // This machine runs no images, and says so: the image has arrived at the provider.
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Image", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
