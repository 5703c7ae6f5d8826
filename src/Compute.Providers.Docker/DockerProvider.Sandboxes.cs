using Compute.Framework.Authoring;
using Compute.Providers.Docker.Sandboxes;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider
{
    [CreateSandbox]
    [Honors(
        nameof(CreateSandboxOptions.Image),
        nameof(CreateSandboxOptions.SnapshotId),
        nameof(CreateSandboxOptions.Name),
        nameof(CreateSandboxOptions.Labels),
        nameof(CreateSandboxOptions.Environment),
        nameof(CreateSandboxOptions.WorkingDirectory),
        nameof(CreateSandboxOptions.User),
        nameof(CreateSandboxOptions.Lifetime),
        nameof(CreateSandboxOptions.Resources),
        nameof(CreateSandboxOptions.Ports),
        nameof(CreateSandboxOptions.Mounts),
        nameof(CreateSandboxOptions.Network),
        nameof(CreateSandboxOptions.Security), nameof(CreateSandboxOptions.Template))]
    internal async Task<DockerSandbox> CreateAsync(
        CreateSandboxOptions options, DockerCreateOptions? own, CancellationToken cancellationToken)
    {
        own ??= new DockerCreateOptions();
        if (options.Template is not null && (options.SnapshotId ?? options.Image) is not null)
        {
            throw new UnsupportedOptionException(nameof(options.Template), "a sandbox begins with one of image, template and snapshot");
        }

        if (options.Name is { } name && EngineQuirks.RefusesName(name) is { } reason)
        {
            throw new UnsupportedOptionException(nameof(options.Name), reason);
        }

        ContainerBody.Check(options, own);
        var image = options.SnapshotId ?? options.Template ?? options.Image ?? settings.DefaultImage ?? throw new UnsupportedOptionException(
            nameof(options.Image), $"none is given, and {nameof(DockerOptions.DefaultImage)} (DOCKER_DEFAULT_IMAGE) is not set");
        var origin = options.SnapshotId is null ? image : await Snapshots.OriginAsync(image, cancellationToken).ConfigureAwait(false);
        if (options.Image is not null && options.Image != origin)
        {
            throw new UnsupportedOptionException(nameof(options.Image), $"the snapshot began with the image '{origin}'");
        }

        var quirks = await _engine.QuirksAsync(cancellationToken).ConfigureAwait(false);
        var body = ContainerBody.Of(image, origin, options, own, settings, quirks, timeProvider.GetUtcNow());
        if (options.SnapshotId is null)
        {
            await Images.EnsureAsync(
                image,
                options.Template is null ? own.PullPolicy : ImagePullPolicy.Never,
                own.PullProgress,
                cancellationToken).ConfigureAwait(false);
        }

        var sandbox = await Containers.CreateAsync(body, options.Name, cancellationToken).ConfigureAwait(false);
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
