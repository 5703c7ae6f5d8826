using System.Collections.Concurrent;
using System.Text;
using Compute.Gateway.Tests.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace Compute.Gateway.Tests.Access;

/// <summary>Who did what to which sandbox, with which result.</summary>
public sealed class AuditTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_is_recorded_without_secrets_and_a_sink_that_fails_changes_nothing()
    {
        var kept = new Kept();
        GatewayKey known = null!;
        var key = "";
        await using var served = await ServedLocal.StartAsync(
            options => options.Keys.Add(known = GatewayKey.Create("blue", GatewayScopes.All, expiresAt: null, out key)),
            services: services => services.AddSingleton<IGatewayAudit>(kept).AddSingleton<IGatewayAudit>(new Failing()));
        await using var provider = served.Connect(key);
        await using (var sandbox = await provider.CreateAsync(cancellationToken: Cancellation))
        {
            using var http = served.Http(key);
            using var ran = await http.PostAsync(
                $"sandboxes/{sandbox.Id}/run",
                new StringContent("""{"arguments":["echo","hidden-argument"]}""", Encoding.UTF8, "application/json"),
                Cancellation);
            using var missing = await http.DeleteAsync("sandboxes/none/processes/7", Cancellation);
            using var nobody = served.Http("cgw_00000000_" + new string('0', 64));
            using var refused = await nobody.GetAsync($"sandboxes/{sandbox.Id}/files/content?path=hidden-path", Cancellation);

            var created = await kept.NextAsync("POST /v1/sandboxes");
            Assert.Equal((sandbox.Id, 201, known.Id, "blue", "127.0.0.1"), (created.SandboxId, created.Status, created.KeyId, created.Tenant, created.RemoteAddress));
            var run = await kept.NextAsync("POST /v1/sandboxes/{id}/run");
            Assert.Equal((sandbox.Id, 200, null), (run.SandboxId, run.Status, run.Error));
            var failed = await kept.NextAsync("DELETE /v1/sandboxes/{id}/processes/{process}");
            Assert.Equal(("none", "7", 404, "sandbox-not-found"), (failed.SandboxId, failed.Resource, failed.Status, failed.Error));
            var unknown = await kept.NextAsync("GET /v1/sandboxes/{id}/files/content");
            Assert.Equal((null, 401), (unknown.KeyId, unknown.Status));
        }

        var destroyed = await kept.NextAsync("DELETE /v1/sandboxes/{id}");
        Assert.Equal(204, destroyed.Status);
        var all = string.Join('\n', kept.Entries) + served.Log.Text;
        Assert.Contains("Compute.Gateway.Audit", served.Log.Categories);
        foreach (var secret in (string[])["hidden-argument", key.Split('_')[^1]])
        {
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        }
    }

    private sealed class Kept : IGatewayAudit
    {
        public ConcurrentQueue<GatewayAuditEntry> Entries { get; } = new();

        public ValueTask RecordAsync(GatewayAuditEntry entry, CancellationToken cancellationToken = default)
        {
            Entries.Enqueue(entry);
            return ValueTask.CompletedTask;
        }

        /// <summary>An entry is written after its response.</summary>
        public async Task<GatewayAuditEntry> NextAsync(string action)
        {
            for (var i = 0; i < 300; i++)
            {
                if (Entries.FirstOrDefault(entry => entry.Action == action) is { } found)
                {
                    return found;
                }

                await Task.Delay(100, Cancellation);
            }

            throw new Xunit.Sdk.XunitException($"Nothing was recorded for {action}: {string.Join(", ", Entries.Select(entry => entry.Action))}");
        }
    }

    private sealed class Failing : IGatewayAudit
    {
        public ValueTask RecordAsync(GatewayAuditEntry entry, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The sink is full.");
    }
}
