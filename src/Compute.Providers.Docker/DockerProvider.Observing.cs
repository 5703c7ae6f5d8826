using Compute.Framework.Authoring;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider
{
    [GetMetrics]
    internal Task<SandboxMetrics> GetMetricsAsync(DockerSandbox sandbox, CancellationToken cancellationToken) =>
        Observer.MeasureAsync(sandbox.Id, cancellationToken);

    [ReadLogs]
    internal IAsyncEnumerable<LogEntry> ReadLogsAsync(
        DockerSandbox sandbox, bool follow, int? tail, DateTimeOffset? since, CancellationToken cancellationToken) =>
        Observer.ReadLogsAsync(sandbox.Id, follow, tail, since, cancellationToken);

    [ReadEvents]
    internal IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        Observer.ReadEventsAsync(since, cancellationToken);

    [CheckHealth]
    internal async Task<SandboxHealth> CheckHealthAsync(DockerSandbox sandbox, CancellationToken cancellationToken)
    {
        var container = await Containers.InspectAsync(sandbox.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new SandboxNotFoundException();
        var health = container.State.Health;
        var said = health?.Log is [.., { Output: { Length: > 0 } output }] ? output.Trim() : null;
        return health?.Status switch
        {
            "starting" => new SandboxHealth(SandboxHealthStatus.Starting, said),
            "healthy" => new SandboxHealth(SandboxHealthStatus.Healthy, said),
            "unhealthy" => new SandboxHealth(SandboxHealthStatus.Unhealthy, said),
            _ => new SandboxHealth(SandboxHealthStatus.NotConfigured),
        };
    }
}
