using Compute.Framework.Authoring;
using Compute.Framework.Emulation;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider
{
    [Pause]
    internal Task PauseAsync(DockerSandbox sandbox, CancellationToken cancellationToken) => Containers.ChangeAsync(sandbox.Id, "pause", "paused", cancellationToken);

    [Resume]
    internal Task ResumeAsync(DockerSandbox sandbox, CancellationToken cancellationToken) => Containers.ChangeAsync(sandbox.Id, "unpause", "running", cancellationToken);

    [StopSandbox]
    internal Task StopAsync(DockerSandbox sandbox, CancellationToken cancellationToken) =>
        Containers.ChangeAsync(KeptWhenStopped(sandbox, SandboxOperation.StopSandbox), "stop?t=1", "exited", cancellationToken);

    [RestartSandbox]
    internal Task RestartAsync(DockerSandbox sandbox, CancellationToken cancellationToken) =>
        Containers.ChangeAsync(KeptWhenStopped(sandbox, SandboxOperation.RestartSandbox), "restart?t=1", "restarted", cancellationToken);

    [GetEndpoint]
    internal async Task<SandboxEndpoint> GetEndpointAsync(DockerSandbox sandbox, int port, CancellationToken cancellationToken) =>
        await Containers.FindAsync(sandbox.Id, cancellationToken).ConfigureAwait(false) is { } found
            ? new PublishedPorts(settings).Find(found.Ports.GetValueOrDefault(port)) ?? throw new EndpointNotFoundException(port)
            : throw new SandboxNotFoundException();

    [GetMetrics]
    internal Task<SandboxMetrics> GetMetricsAsync(DockerSandbox sandbox, CancellationToken cancellationToken) => Observer.MeasureAsync(sandbox.Id, cancellationToken);

    [ReadLogs]
    internal IAsyncEnumerable<LogEntry> ReadLogsAsync(DockerSandbox sandbox, bool follow, int? tail, DateTimeOffset? since, CancellationToken cancellationToken) =>
        Observer.ReadLogsAsync(sandbox.Id, follow, tail, since, cancellationToken);

    [ReadEvents]
    internal IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since, CancellationToken cancellationToken) => Observer.ReadEventsAsync(since, cancellationToken);

    [CheckHealth]
    internal async Task<SandboxHealth> CheckHealthAsync(DockerSandbox sandbox, CancellationToken cancellationToken)
    {
        var health = (await Containers.InspectAsync(sandbox.Id, cancellationToken).ConfigureAwait(false) ?? throw new SandboxNotFoundException()).State.Health;
        var said = health?.Log is [.., { Output: { Length: > 0 } output }] ? output.Trim() : null;
        return health?.Status switch
        {
            "starting" => new SandboxHealth(SandboxHealthStatus.Starting, said),
            "healthy" => new SandboxHealth(SandboxHealthStatus.Healthy, said),
            "unhealthy" => new SandboxHealth(SandboxHealthStatus.Unhealthy, said),
            _ => new SandboxHealth(SandboxHealthStatus.NotConfigured),
        };
    }

    [OpenTerminal]
    internal async Task<TerminalChannel> OpenTerminalAsync(
        DockerSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        int columns,
        int rows,
        CancellationToken cancellationToken)
    {
        var launch = new ShellLaunch(arguments.Count > 0 ? arguments : ["/bin/sh"], workingDirectory, (columns, rows), environment);
        return await StartAsync(sandbox, launch, workingDirectory, user, cancellationToken).ConfigureAwait(false);
    }

    private static string KeptWhenStopped(DockerSandbox sandbox, SandboxOperation operation) => sandbox.IsRemovedWhenStopped
        ? throw new UnsupportedCapabilityException(operation.ToString(), "the engine removes a sandbox with a lifetime as soon as it stops")
        : sandbox.Id;
}
