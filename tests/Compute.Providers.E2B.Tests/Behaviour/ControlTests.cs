using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Compute.Providers.E2B.Tests.Serving;
using Microsoft.AspNetCore.Http;
using static Compute.Providers.E2B.Tests.Serving.ScriptedService;

namespace Compute.Providers.E2B.Tests.Behaviour;

/// <summary>What is sent to the control API, and what becomes of its errors.</summary>
public sealed class ControlTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_creation_has_what_was_asked_for_in_the_words_of_the_API()
    {
        await using var service = await StartAsync((_, _) => Task.CompletedTask);
        await using var provider = service.Connect();
        await provider.CreateAsync(
            new CreateSandboxOptions
            {
                Template = "python",
                Labels = new Dictionary<string, string> { ["team"] = "a b" },
                Environment = new Dictionary<string, string> { ["NAME"] = "value" },
                Lifetime = TimeSpan.FromSeconds(90.5),
                Ports = [8080, 9090],
                Network = NetworkPolicy.AllowOnly("pypi.org", "10.0.0.0/8"),
                Ownership = Ownership.Detached,
            }.With(new E2BCreateOptions
            {
                PauseAtEnd = true,
                KeepMemory = false,
                IsTrafficPrivate = true,
                DeniedDestinations = ["169.254.0.0/16"],
                Volumes = new Dictionary<string, string> { ["/data"] = "cache" },
            }),
            Cancel);
        var request = service.Requests.Single(request => request.What == "POST /v2/sandboxes");
        Assert.Equal(Key, request.Headers["X-API-KEY"]);
        var body = request.Json;
        Assert.Equal("python", body.GetProperty("templateID").GetString());
        Assert.Equal(91, body.GetProperty("timeout").GetInt32());
        Assert.Equal("a b", body.GetProperty("metadata").GetProperty("team").GetString());
        Assert.True(body.GetProperty("metadata").TryGetProperty("compute.token", out _), "the label by which a lost creation is found");
        Assert.Equal("value", body.GetProperty("envVars").GetProperty("NAME").GetString());
        Assert.Equal("""["pypi.org","10.0.0.0/8"]""", body.GetProperty("network").GetProperty("allowOut").GetRawText());
        Assert.Equal("""["0.0.0.0/0","169.254.0.0/16"]""", body.GetProperty("network").GetProperty("denyOut").GetRawText());
        Assert.False(body.GetProperty("network").GetProperty("allowPublicTraffic").GetBoolean());
        Assert.True(body.GetProperty("autoPause").GetBoolean());
        Assert.False(body.GetProperty("autoPauseMemory").GetBoolean());
        Assert.Equal("""[{"name":"cache","path":"/data"}]""", body.GetProperty("volumeMounts").GetRawText());
    }

    [Theory]
    [InlineData(NetworkAccess.None, false)]
    [InlineData(NetworkAccess.Full, true)]
    public async Task The_network_is_on_or_off(NetworkAccess access, bool expected)
    {
        await using var service = await StartAsync((_, _) => Task.CompletedTask);
        await using var provider = service.Connect();
        var network = access == NetworkAccess.None ? NetworkPolicy.None : NetworkPolicy.Full;
        await provider.CreateAsync(new CreateSandboxOptions { Network = network }, Cancel);
        var body = service.Requests.Single(request => request.What == "POST /v2/sandboxes").Json;
        Assert.Equal(expected, body.GetProperty("allow_internet_access").GetBoolean());
    }

    [Fact]
    public async Task A_listing_reads_all_pages_and_encodes_its_filter_as_the_API_decodes_it()
    {
        await using var service = await StartAsync((context, what) =>
        {
            if (what != "GET /v2/sandboxes")
            {
                return Task.CompletedTask;
            }

            var page = context.Request.Query["nextToken"].ToString();
            if (page != "two")
            {
                context.Response.Headers["X-Next-Token"] = "two";
            }

            return JsonAsync(context, 200, $$"""
                [{"sandboxID":"{{(page == "two" ? "b" : "a")}}","templateID":"base","clientID":"","envdVersion":"0.6.13","state":"paused",
                  "startedAt":"2026-01-02T03:04:05Z","endAt":"2026-01-02T04:04:05Z","metadata": {"k&=%ż":"v +/ü"} }]
                """);
        });
        await using var provider = service.Connect();
        var filter = new SandboxFilter { Labels = new Dictionary<string, string> { ["k&=%ż"] = "v +/ü" } };
        var found = await provider.ListAsync(filter, Cancel).ToListAsync(Cancel);
        Assert.Equal(["a", "b"], found.Select(info => info.Id));
        Assert.All(found, info => Assert.Equal(SandboxStatus.Paused, info.Status));

        // As the API does it: the query, the whole filter, and then each part.
        var sent = service.Requests.First().Query.TrimStart('?').Split('&')
            .Single(part => part.StartsWith("metadata=", StringComparison.Ordinal));
        var whole = Uri.UnescapeDataString(Uri.UnescapeDataString(sent["metadata=".Length..]));
        Assert.Equal(["k&=%ż", "v +/ü"], whole.Split('=').Select(Uri.UnescapeDataString));
    }

    [Fact]
    public async Task A_limit_is_waited_for_as_long_as_the_service_asks_for_it()
    {
        var tries = 0;
        await using var service = await StartAsync((context, what) =>
        {
            if (what != "POST /v2/sandboxes" || Interlocked.Increment(ref tries) > 2)
            {
                return Task.CompletedTask;
            }

            context.Response.Headers.RetryAfter = "0";
            return JsonAsync(context, 429, """{"code":429,"message":"slow down"}""");
        });
        await using var provider = service.Connect();
        Assert.Equal("abc", (await provider.CreateAsync(cancellationToken: Cancel)).Id);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task A_limit_that_stays_is_an_error_with_the_time_to_wait()
    {
        await using var service = await StartAsync((context, what) =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return what == "POST /v2/sandboxes" ? JsonAsync(context, 429, """{"code":429,"message":"slow down"}""") : Task.CompletedTask;
        });
        await using var provider = service.Connect();
        var error = await Assert.ThrowsAsync<ResourceLimitException>(() => provider.CreateAsync(cancellationToken: Cancel));
        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData(401, typeof(ProviderAuthenticationException))]
    [InlineData(403, typeof(ProviderAuthenticationException))]
    [InlineData(400, typeof(ProviderFaultException))]
    [InlineData(404, typeof(ResourceNotFoundException))]
    [InlineData(503, typeof(SandboxUnavailableException))]
    [InlineData(504, typeof(ProviderTimeoutException))]
    public async Task A_refused_creation_has_the_error_of_its_status_and_no_key(int status, Type expected)
    {
        await using var service = await StartAsync((context, what) => what == "POST /v2/sandboxes"
            ? JsonAsync(context, status, $$"""{"code":{{status}},"message":"said with {{Key}}"}""")
            : Task.CompletedTask);
        await using var provider = service.Connect();
        var error = await Assert.ThrowsAnyAsync<ComputeException>(() => provider.CreateAsync(cancellationToken: Cancel));
        Assert.IsType(expected, error);
        Assert.Equal("e2b", error.ProviderName);
        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_gets_no_response_ends_in_time()
    {
        await using var service = await StartAsync((context, what) => what == "GET /sandboxes/abc"
            ? Task.Delay(Timeout.Infinite, context.RequestAborted)
            : Task.CompletedTask);
        await using var provider = service.Connect(options => options with { RequestTimeout = TimeSpan.FromMilliseconds(200) });
        await Assert.ThrowsAsync<ProviderTimeoutException>(() => provider.GetAsync("abc", Cancel));
    }

    [Fact]
    public async Task A_response_that_is_no_JSON_is_a_fault_of_the_service()
    {
        await using var service = await StartAsync((context, what) => what == "GET /sandboxes/abc"
            ? JsonAsync(context, 200, """{"sandboxID": 7""")
            : Task.CompletedTask);
        await using var provider = service.Connect();
        await Assert.ThrowsAsync<ProviderFaultException>(() => provider.GetAsync("abc", Cancel));
    }

    [Fact]
    public async Task A_paused_sandbox_can_be_paused_again_and_one_that_is_gone_cannot()
    {
        var status = new ConcurrentQueue<int>([409, 404]);
        await using var service = await StartAsync((context, what) =>
            what == "POST /sandboxes/abc/pause" && status.TryDequeue(out var code)
                ? JsonAsync(context, code, $$"""{"code":{{code}},"message":"said"}""")
                : Task.CompletedTask);
        await using var provider = service.Connect();
        var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        Assert.True(sandbox.TryGet<IPausable>(out var pausable));
        await pausable.PauseAsync(Cancel);
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => pausable.PauseAsync(Cancel));
    }

    [Fact]
    public async Task Logs_are_followed_without_a_gap_and_without_a_duplicate()
    {
        // Three entries in one millisecond, then one more in the same.
        List<string> all = ["one", "two", "three"];
        var asked = 0;
        await using var service = await StartAsync((context, what) =>
        {
            if (what != "GET /v2/sandboxes/abc/logs")
            {
                return Task.CompletedTask;
            }

            var from = long.Parse(context.Request.Query["cursor"].ToString(), CultureInfo.InvariantCulture);
            var time = DateTimeOffset.UnixEpoch.AddMilliseconds(5);
            if (++asked == 2)
            {
                all.Add("four");
            }

            var logs = from > 5 ? [] : all.Select(text => new { timestamp = time, message = text, level = "info", fields = new { } });
            return JsonAsync(context, 200, JsonSerializer.Serialize(new { logs }));
        });
        await using var provider = service.Connect();
        var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        Assert.True(sandbox.TryGet<ILogSource>(out var source));
        var read = await source.ReadLogsAsync(new LogOptions { Follow = true }, Cancel).Take(4).ToListAsync(Cancel);
        Assert.Equal(["one\n", "two\n", "three\n", "four\n"], read.Select(entry => entry.Text));
    }
}
