using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Access;

/// <summary>Keys that are added and removed while the gateway runs.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("compute-keys-");
    private ServedLocal _served = null!;
    private string _operator = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_directory.FullName, "keys.json");

    public async ValueTask InitializeAsync() => _served = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_key_is_shown_once_works_at_every_gateway_of_the_file_and_ends_when_it_is_removed()
    {
        var (id, key, text) = await CreateAsync("""{"tenant":"blue","scopes":["Read","Manage"],"lifetime":"01:00:00"}""");
        Assert.StartsWith("cgw_" + id, key, StringComparison.Ordinal);
        Assert.Contains("\"expiresAt\"", text, StringComparison.Ordinal);
        var operators = _operator;
        await using var second = await StartAsync();
        _operator = operators;
        using var here = _served.Http(key);
        using var there = second.Http(key);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here, "info"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(there, "info"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(here, "keys"));
        using var admin = _served.Http(_operator);
        var listed = await admin.GetStringAsync("keys", Cancellation);
        Assert.Contains(id, listed, StringComparison.Ordinal);
        foreach (var hidden in (string[])[listed, _served.Log.Text, await File.ReadAllTextAsync(KeyFile, Cancellation)])
        {
            Assert.DoesNotContain(key.Split('_')[^1], hidden, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }

        using var removed = await admin.DeleteAsync($"keys/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(here, "info"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(there, "info"));
    }

    [Theory]
    [InlineData("""{"tenant":"Blue"}""")]
    [InlineData("""{"scopes":["Everything"]}""")]
    [InlineData("""{"scopes":["8"]}""")]
    [InlineData("""{"tenant":"blue","scopes":["Administer"]}""")]
    [InlineData("""{"requestsPerMinute":0}""")]
    [InlineData("""{"sandboxes":-1}""")]
    [InlineData("""{"lifetime":"00:00:00"}""")]
    public async Task A_key_that_makes_no_sense_is_refused(string body)
    {
        using var http = _served.Http(_operator);

        using var response = await http.PostAsync("keys", Json(body), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Too_many_requests_are_refused_with_the_time_to_wait_and_other_keys_go_on()
    {
        var (_, slow, _) = await CreateAsync("""{"requestsPerMinute":3}""");
        var (_, other, _) = await CreateAsync("{}");
        using var http = _served.Http(slow);
        var statuses = new List<HttpStatusCode>();
        HttpResponseMessage? refused = null;
        for (var i = 0; i < 20 && refused is null; i++)
        {
            var response = await http.GetAsync("info", Cancellation);
            statuses.Add(response.StatusCode);
            refused = response.StatusCode == HttpStatusCode.TooManyRequests ? response : null;
        }

        Assert.NotNull(refused);
        Assert.All(statuses.SkipLast(1), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.InRange(statuses.Count, 4, 20);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Contains("resource-limit", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        refused.Dispose();
        using var unlimited = _served.Http(other);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(unlimited, "info"));
    }

    [Fact]
    public async Task A_tenant_has_as_many_sandboxes_as_it_may_also_when_it_asks_for_all_at_once()
    {
        var (_, key, _) = await CreateAsync("""{"tenant":"blue","sandboxes":3}""");
        var (_, red, _) = await CreateAsync("""{"tenant":"red","sandboxes":1}""");
        using var http = _served.Http(key);
        using var other = _served.Http(red);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var response = await http.PostAsync("sandboxes", Json("{}"), Cancellation);
            return response.StatusCode;
        }));

        Assert.Equal(3, statuses.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.InsufficientStorage));
        using var first = await other.PostAsync("sandboxes", Json("{}"), Cancellation);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var id = (await first.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString();
        using var branched = await other.PostAsync($"sandboxes/{id}/branches", null, Cancellation);
        Assert.Equal(HttpStatusCode.InsufficientStorage, branched.StatusCode);
        using var destroyed = await other.DeleteAsync($"sandboxes/{id}", Cancellation);
        using var again = await other.PostAsync("sandboxes", Json("{}"), Cancellation);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.DoesNotContain("creation", await again.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_damaged_lets_nobody_in()
    {
        var (_, key, _) = await CreateAsync("{}");
        await File.WriteAllTextAsync(KeyFile, "[{", Cancellation);
        using var http = _served.Http(key);

        Assert.Equal(HttpStatusCode.InternalServerError, await StatusAsync(http, "info"));
        Assert.Contains("keys.json", _served.Log.Text, StringComparison.Ordinal);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, Cancellation);
        return response.StatusCode;
    }

    private Task<ServedLocal> StartAsync() => ServedLocal.StartAsync(options =>
    {
        options.KeyFile = KeyFile;
        options.Keys.Add(GatewayKey.Create(tenant: null, GatewayScopes.All | GatewayScopes.Administer, expiresAt: null, out _operator));
    });

    private async Task<(string Id, string Key, string Text)> CreateAsync(string body)
    {
        using var http = _served.Http(_operator);
        using var response = await http.PostAsync("keys", Json(body), Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.Created, text);
        var created = JsonDocument.Parse(text).RootElement;
        return (created.GetProperty("id").GetString()!, created.GetProperty("key").GetString()!, text);
    }
}
