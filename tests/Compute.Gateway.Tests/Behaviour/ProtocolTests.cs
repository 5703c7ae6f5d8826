using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Behaviour;

/// <summary>The protocol as programs in other languages see it.</summary>
public sealed class ProtocolTests : IAsyncLifetime
{
    private ServedLocal _served = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedLocal.StartAsync();
        _http = _served.Http();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _served.DisposeAsync();
    }

    [Fact]
    public async Task The_same_key_creates_one_sandbox_and_other_options_are_refused()
    {
        var first = await CreateAsync("one", "{}");
        var second = await CreateAsync("one", "{}");
        var other = await CreateAsync("two", "{}");
        using var changed = await PostAsync("sandboxes", """{"name":"x"}""", ("Idempotency-Key", "one"));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.StatusCode);
    }

    [Fact]
    public async Task Output_comes_as_numbered_lines_and_again_from_any_number()
    {
        var id = await CreateAsync("lines", "{}");
        using var started = await PostAsync(
            $"sandboxes/{id}/processes", """{"arguments":["sh","-c","echo one; echo two >&2; exit 4"]}""");
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var lines = Lines(await started.Content.ReadAsStringAsync(Cancellation));
        var process = started.Headers.GetValues("Compute-Process-Id").Single();

        Assert.Equal(Enumerable.Range(0, lines.Count - 1), lines.SkipLast(1).Select(line => line.GetProperty("sequence").GetInt32()));
        Assert.Equal(4, lines[^1].GetProperty("end").GetProperty("exitCode").GetInt32());
        var again = Lines(await _http.GetStringAsync($"sandboxes/{id}/processes/{process}/output?from=1", Cancellation));
        Assert.Equal(lines.Skip(1).Select(line => line.GetRawText()), again.Select(line => line.GetRawText()));
        Assert.EndsWith($"/v1/sandboxes/{id}/processes/{process}", started.Headers.Location!.ToString(), StringComparison.Ordinal);
        var result = JsonDocument.Parse(await _http.GetStringAsync($"sandboxes/{id}/processes/{process}/wait", Cancellation)).RootElement;
        Assert.Equal("one\n"u8.ToArray(), result.GetProperty("standardOutput").GetBytesFromBase64());
    }

    [Fact]
    public async Task The_same_start_key_starts_one_process_and_a_canceled_start_starts_none()
    {
        var id = await CreateAsync("starts", "{}");
        for (var i = 0; i < 3; i++)
        {
            using var response = await PostAsync(
                $"sandboxes/{id}/processes", """{"arguments":["sh","-c","echo x >> runs"]}""", ("Compute-Start", "k"));
            Assert.Contains("exitCode\":0", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        // Released: whatever repeats the start later starts nothing.
        using var released = await _http.DeleteAsync($"sandboxes/{id}/starts/k", Cancellation);
        using var repeated = await PostAsync(
            $"sandboxes/{id}/processes", """{"arguments":["sh","-c","echo x >> runs"]}""", ("Compute-Start", "k"));
        Assert.False(repeated.IsSuccessStatusCode);

        using var canceled = await _http.DeleteAsync($"sandboxes/{id}/starts/late", Cancellation);
        using var late = await PostAsync(
            $"sandboxes/{id}/processes", """{"arguments":["sh","-c","echo x >> runs"]}""", ("Compute-Start", "late"));

        Assert.False(late.IsSuccessStatusCode);
        Assert.Equal("x\n", await _http.GetStringAsync($"sandboxes/{id}/files/content?path=runs", Cancellation));
    }

    [Fact]
    public async Task A_start_is_not_repeated_at_another_gateway_process()
    {
        var id = await CreateAsync("instance", "{}");

        using var response = await PostAsync(
            $"sandboxes/{id}/processes", """{"arguments":["true"]}""", ("Compute-Start", "k"), ("Compute-Instance", "another"));

        Assert.Equal(HttpStatusCode.FailedDependency, response.StatusCode);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("error");
        Assert.True(error.GetProperty("isOutcomeUnknown").GetBoolean());
    }

    [Theory]
    [InlineData("bytes=2-4", HttpStatusCode.PartialContent, "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", HttpStatusCode.PartialContent, "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", HttpStatusCode.PartialContent, "89", "bytes 8-9/10")]
    [InlineData("bytes=0-99", HttpStatusCode.PartialContent, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=10-", HttpStatusCode.RequestedRangeNotSatisfiable, null, "bytes */10")]
    [InlineData("bytes=0-1,3-4", HttpStatusCode.OK, "0123456789", null)]
    public async Task Ranges_of_a_file_are_read(string range, HttpStatusCode status, string? text, string? contentRange)
    {
        var id = await CreateAsync("ranges", "{}");
        using var written = await _http.PutAsync(
            $"sandboxes/{id}/files/content?path=digits", new StringContent("0123456789"), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, written.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"sandboxes/{id}/files/content?path=digits")
        {
            Headers = { Range = RangeHeaderValue.Parse(range) },
        };

        using var response = await _http.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(contentRange, response.Content.Headers.ContentRange?.ToString());
        if (text is not null)
        {
            Assert.Equal(text, await response.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_provider_is_found_by_its_name_and_branches_are_sandboxes_of_their_own()
    {
        Assert.Equal("""["local"]""", await _http.GetStringAsync("providers", Cancellation));
        var id = await CreateAsync("source", """{"labels":{"team":"blue"}}""", "providers/local/");
        using var branched = await PostAsync($"providers/local/sandboxes/{id}/branches?count=2", "");

        Assert.Equal(HttpStatusCode.Created, branched.StatusCode);
        var branches = JsonDocument.Parse(await branched.Content.ReadAsStringAsync(Cancellation)).RootElement;
        Assert.Equal(2, branches.EnumerateArray().Select(branch => branch.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(branches.EnumerateArray(), branch => Assert.Equal("blue", branch.GetProperty("labels").GetProperty("team").GetString()));
        Assert.DoesNotContain("\"item\"", await _http.GetStringAsync("snapshots", Cancellation), StringComparison.Ordinal);
    }

    private static List<JsonElement> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private async Task<string> CreateAsync(string key, string body, string prefix = "")
    {
        using var response = await PostAsync(prefix + "sandboxes", body, ("Idempotency-Key", key));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _http.SendAsync(request, Cancellation);
    }
}
