using System.Net;
using System.Text;
using System.Text.Json;
using Compute.Gateway.Tests.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace Compute.Gateway.Tests.Access;

/// <summary>Volumes and networks belong to tenants, who neither see nor use nor meet each other's.</summary>
public sealed class TenantStoreTests : IAsyncLifetime
{
    private ServedLocal _served = null!;
    private StoresOverLocal _stores = null!;
    private HttpClient _blue = null!;
    private HttpClient _red = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var (blue, red) = ("", "");
        _served = await ServedLocal.StartAsync(
            options =>
            {
                options.Keys.Add(GatewayKey.Create("blue", GatewayScopes.All, expiresAt: null, out blue));
                options.Keys.Add(GatewayKey.Create("red", GatewayScopes.All, expiresAt: null, out red));
            },
            services: services => services.AddCompute().Wrap("local", (inner, _) => _stores = new StoresOverLocal(inner)));
        (_blue, _red) = (_served.Http(blue), _served.Http(red));
    }

    public async ValueTask DisposeAsync()
    {
        _blue.Dispose();
        _red.Dispose();
        await _served.DisposeAsync();
    }

    [Theory]
    [InlineData("volumes")]
    [InlineData("networks")]
    public async Task Each_tenant_has_its_own_under_the_same_name(string kind)
    {
        var blue = await CreateAsync(_blue, kind);
        var red = await CreateAsync(_red, kind);

        Assert.NotEqual(blue, red);
        foreach (var (http, own, other) in new[] { (_blue, blue, red), (_red, red, blue) })
        {
            var listed = await http.GetStringAsync(kind, Cancellation);
            Assert.Contains($"\"id\":\"{own}\"", listed, StringComparison.Ordinal);
            Assert.Contains("\"name\":\"data\"", listed, StringComparison.Ordinal);
            Assert.DoesNotContain(other, listed, StringComparison.Ordinal);
            Assert.DoesNotContain("gateway.tenant", listed, StringComparison.Ordinal);
        }

        using var foreign = await _red.DeleteAsync($"{kind}/{blue}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, foreign.StatusCode);
        Assert.Contains(blue, await _blue.GetStringAsync(kind, Cancellation), StringComparison.Ordinal);
        using var own2 = await _blue.DeleteAsync($"{kind}/{blue}", Cancellation);
        Assert.DoesNotContain(blue, await _blue.GetStringAsync(kind, Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("volumes", """{"mounts":[{"source":"{id}","target":"/mnt"}]}""")]
    [InlineData("networks", """{"network":{"access":"Named","networkName":"{id}"}}""")]
    [InlineData("networks", """{"network":{"access":"Named","networkName":"blue.data"}}""")]
    [InlineData("networks", """{"network":{"access":"Named","networkName":"host"}}""")]
    public async Task What_belongs_to_another_tenant_cannot_be_used(string kind, string body)
    {
        var id = await CreateAsync(_blue, kind);

        using var response = await _red.PostAsync(
            "sandboxes", Json(body.Replace("{id}", id, StringComparison.Ordinal)), Cancellation);

        Assert.True(response.StatusCode == HttpStatusCode.NotFound, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Where_labels_are_not_kept_nothing_is_left()
    {
        Assert.DoesNotContain("item", await _blue.GetStringAsync("volumes", Cancellation), StringComparison.Ordinal);
        _stores.KeepsLabels = false;

        using var response = await _blue.PostAsync("volumes", Json("""{"name":"data"}"""), Cancellation);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Empty(_stores.Volumes);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<string> CreateAsync(HttpClient http, string kind)
    {
        using var response = await http.PostAsync(kind, Json("""{"name":"data"}"""), Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
    }
}
