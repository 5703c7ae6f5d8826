using System.Globalization;
using Compute.Framework.Authoring;
using Compute.Providers.Remote.Wire;

namespace Compute.Providers.Remote;

public sealed partial class RemoteProvider
{
    [Pause]
    internal Task PauseAsync(RemoteSandbox sandbox, CancellationToken cancellationToken) => VerbAsync(sandbox, "pause", cancellationToken);

    [Resume]
    internal Task ResumeAsync(RemoteSandbox sandbox, CancellationToken cancellationToken) =>
        VerbAsync(sandbox, "resume", cancellationToken);

    [StopSandbox]
    internal Task StopAsync(RemoteSandbox sandbox, CancellationToken cancellationToken) => VerbAsync(sandbox, "stop", cancellationToken);

    [RestartSandbox]
    internal async Task RestartAsync(RemoteSandbox sandbox, CancellationToken cancellationToken)
    {
        // A second restart would end what was started after the first one.
        using var request = _gateway.Request(HttpMethod.Post, PathOf(sandbox, "restart"));
        using var response = await _gateway.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    [ExtendLifetime]
    internal async Task ExtendLifetimeAsync(RemoteSandbox sandbox, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        using var request = _gateway.Request(
            HttpMethod.Put, PathOf(sandbox, "lifetime"), new LifetimeRequest(lifetime), GatewayJson.Default.LifetimeRequest);
        using var response = await _gateway.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    [GetEndpoint]
    internal Task<SandboxEndpoint> GetEndpointAsync(RemoteSandbox sandbox, int port, CancellationToken cancellationToken) =>
        ReadAsync<SandboxEndpoint>(sandbox, string.Create(CultureInfo.InvariantCulture, $"endpoints/{port}"), cancellationToken);

    [GetMetrics]
    internal Task<SandboxMetrics> GetMetricsAsync(RemoteSandbox sandbox, CancellationToken cancellationToken) =>
        ReadAsync<SandboxMetrics>(sandbox, "metrics", cancellationToken);

    [CheckHealth]
    internal Task<SandboxHealth> CheckHealthAsync(RemoteSandbox sandbox, CancellationToken cancellationToken) =>
        ReadAsync<SandboxHealth>(sandbox, "health", cancellationToken);

    [ReadLogs]
    internal IAsyncEnumerable<LogEntry> ReadLogsAsync(
        RemoteSandbox sandbox, bool follow, int? tail, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"logs?follow={(follow ? "true" : "false")}");
        query += tail is { } lines ? string.Create(CultureInfo.InvariantCulture, $"&tail={lines}") : "";
        return FollowedEvents.ReadAsync<LogEntry>(_gateway, PathOf(sandbox, query + Since('&', since)), cancellationToken);
    }

    [ReadEvents]
    internal IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        FollowedEvents.ReadAsync<SandboxEvent>(_gateway, "events" + Since('?', since), cancellationToken);

    private static string Since(char separator, DateTimeOffset? since) =>
        since is { } from ? $"{separator}since={Uri.EscapeDataString(from.ToString("O", CultureInfo.InvariantCulture))}" : "";

    private Task VerbAsync(RemoteSandbox sandbox, string verb, CancellationToken cancellationToken) =>
        _gateway.CallAsync(HttpMethod.Post, PathOf(sandbox, verb), cancellationToken);

    private Task<T> ReadAsync<T>(RemoteSandbox sandbox, string what, CancellationToken cancellationToken) =>
        _gateway.ReadAsync<T>(PathOf(sandbox, what), cancellationToken);
}
