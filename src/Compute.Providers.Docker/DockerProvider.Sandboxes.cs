using Compute.Framework.Authoring;
using Compute.Providers.Docker.Sandboxes;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider
{
    [CreateSandbox]
    internal async Task<DockerSandbox> CreateAsync(DockerCreate create, DockerCreateOptions? own, CancellationToken cancellationToken)
    {
        own ??= new DockerCreateOptions();
        if (create.Template is not null && (create.SnapshotId ?? create.Image) is not null)
        {
            throw new UnsupportedOptionException(nameof(create.Template), "a sandbox begins with one of image, template and snapshot");
        }

        if (create.Name is { } name && EngineQuirks.RefusesName(name) is { } reason)
        {
            throw new UnsupportedOptionException(nameof(create.Name), reason);
        }

        ContainerBody.Check(create, own);
        var image = create.SnapshotId ?? create.Template ?? create.Image ?? settings.DefaultImage ?? throw new UnsupportedOptionException(
            nameof(create.Image), $"none is given, and {nameof(DockerOptions.DefaultImage)} (DOCKER_DEFAULT_IMAGE) is not set");
        var origin = create.SnapshotId is null ? image : await Snapshots.OriginAsync(image, cancellationToken).ConfigureAwait(false);
        if (create.Image is not null && create.Image != origin)
        {
            throw new UnsupportedOptionException(nameof(create.Image), $"the snapshot began with the image '{origin}'");
        }

        var quirks = await _engine.QuirksAsync(cancellationToken).ConfigureAwait(false);
        var body = ContainerBody.Of(image, origin, create, own, settings, quirks, timeProvider.GetUtcNow());
        if (create.SnapshotId is null)
        {
            await Images.EnsureAsync(
                image,
                create.Template is null ? own.PullPolicy : ImagePullPolicy.Never,
                own.PullProgress,
                cancellationToken).ConfigureAwait(false);
        }

        var sandbox = await Containers.CreateAsync(body, create.Name, cancellationToken).ConfigureAwait(false);
        foreach (var wait in own.WaitFor)
        {
            await new Readiness(Execs, Observer).WaitAsync(sandbox.Id, wait, cancellationToken).ConfigureAwait(false);
        }

        return sandbox;
    }

    [GetSandbox]
    internal Task<DockerSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken) =>
        Containers.FindAsync(sandboxId, cancellationToken);

    [DescribeSandbox]
    internal Task<DockerSandbox?> DescribeAsync(DockerSandbox sandbox, CancellationToken cancellationToken) =>
        Containers.FindAsync(sandbox.Id, cancellationToken);

    [ListSandboxes]
    internal Task<IReadOnlyList<DockerSandbox>> ListAsync(
        IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        Containers.ListAsync(labels, cancellationToken);

    [DestroySandbox]
    internal Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) =>
        Containers.DestroyAsync(sandboxId, cancellationToken);

    [Pause]
    internal Task PauseAsync(DockerSandbox sandbox, CancellationToken cancellationToken) =>
        Containers.ChangeAsync(sandbox.Id, "pause", "paused", cancellationToken);

    [Resume]
    internal Task ResumeAsync(DockerSandbox sandbox, CancellationToken cancellationToken) =>
        Containers.ChangeAsync(sandbox.Id, "unpause", "running", cancellationToken);

    [StopSandbox]
    internal Task StopAsync(DockerSandbox sandbox, CancellationToken cancellationToken) =>
        Containers.ChangeAsync(KeptWhenStopped(sandbox, SandboxOperation.StopSandbox), "stop?t=1", "exited", cancellationToken);

    [RestartSandbox]
    internal Task RestartAsync(DockerSandbox sandbox, CancellationToken cancellationToken) =>
        Containers.ChangeAsync(KeptWhenStopped(sandbox, SandboxOperation.RestartSandbox), "restart?t=1", "restarted", cancellationToken);

    [GetEndpoint]
    internal async Task<SandboxEndpoint> GetEndpointAsync(DockerSandbox sandbox, int port, CancellationToken cancellationToken) =>
        await Containers.FindAsync(sandbox.Id, cancellationToken).ConfigureAwait(false) is { } found
            ? new PublishedPorts(settings).Find(found.Ports, port) ?? throw new EndpointNotFoundException(port)
            : throw new SandboxNotFoundException();

    private static string KeptWhenStopped(DockerSandbox sandbox, SandboxOperation operation) => sandbox.IsRemovedWhenStopped
        ? throw new UnsupportedCapabilityException(operation.ToString(), "the engine removes a sandbox with a lifetime as soon as it stops")
        : sandbox.Id;
}
