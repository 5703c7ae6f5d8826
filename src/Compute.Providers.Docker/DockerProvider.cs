using Compute.Framework.Authoring;
using Compute.Providers.Docker.Exec;
using Compute.Providers.Docker.Files;
using Compute.Providers.Docker.Observing;
using Compute.Providers.Docker.Sandboxes;
using Compute.Providers.Docker.Stores;

namespace Compute.Providers.Docker;

/// <summary>Sandboxes as containers of a Docker or Podman engine, spoken to directly by its HTTP API.</summary>
/// <remarks>
/// A sandbox with a lifetime ends by itself and is removed by the engine, whether its owner lives or not. Without a command of its
/// own it needs a POSIX shell and <c>sleep</c>; commands need a POSIX shell, and killing them <c>grep</c> and <c>/proc</c>.
/// </remarks>
[Provider("docker", DisplayName = "Docker")]
public sealed partial class DockerProvider(DockerOptions settings, TimeProvider timeProvider) : IDisposable
{
    private readonly EngineClient _engine = new(settings);

    private Containers Containers => new(_engine);

    private Images Images => new(_engine);

    private Snapshots Snapshots => new(_engine, Images);

    private Templates Templates => new(_engine, Images);

    private Archives Archives => new(_engine);

    private Execs Execs => new(_engine);

    private Observer Observer => new(_engine);

    /// <summary>Closes the connections to the engine.</summary>
    public void Dispose() => _engine.Dispose();

    /// <summary>Makes an image of the files of a root directory, without a registry.</summary>
    /// <param name="tar">The files, as a tar archive (also compressed).</param>
    /// <param name="reference">The image's name, such as <c>localhost/tools:1</c>.</param>
    /// <param name="cancellationToken">Cancels the import.</param>
    public Task ImportImageAsync(Stream tar, string reference, CancellationToken cancellationToken = default) => Images.ImportAsync(tar, reference, cancellationToken);

    [CheckAvailability]
    internal async Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken)
    {
        try
        {
            var info = await _engine.Http.GetJsonAsync("info", WireJson.Default.EngineInfo, cancellationToken: cancellationToken).ConfigureAwait(false);
            return ProviderAvailability.Available($"{(await _engine.QuirksAsync(cancellationToken).ConfigureAwait(false)).Name} {info.ServerVersion}");
        }
        catch (ComputeException error)
        {
            return ProviderAvailability.Unavailable(
                $"No engine answers at {_engine.Address}: {error.Message}",
                $"{EngineQuirks.HowToStart}, give this user access to its socket, or set {nameof(DockerOptions.Host)} (DOCKER_HOST), with TLS also {nameof(DockerOptions.CertPath)} (DOCKER_CERT_PATH).");
        }
    }

    [CreateSandbox]
    [Honors(
        nameof(CreateSandboxOptions.Image), nameof(CreateSandboxOptions.SnapshotId), nameof(CreateSandboxOptions.Name), nameof(CreateSandboxOptions.Labels),
        nameof(CreateSandboxOptions.Environment), nameof(CreateSandboxOptions.WorkingDirectory), nameof(CreateSandboxOptions.User), nameof(CreateSandboxOptions.Lifetime),
        nameof(CreateSandboxOptions.Resources), nameof(CreateSandboxOptions.Ports), nameof(CreateSandboxOptions.Mounts), nameof(CreateSandboxOptions.Network),
        nameof(CreateSandboxOptions.Security), nameof(CreateSandboxOptions.Template))]
    internal async Task<DockerSandbox> CreateAsync(CreateSandboxOptions options, DockerCreateOptions? own, CancellationToken cancellationToken)
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
            await Images.EnsureAsync(image, options.Template is null ? own.PullPolicy : ImagePullPolicy.Never, own.PullProgress, cancellationToken).ConfigureAwait(false);
        }

        var sandbox = await Containers.CreateAsync(body, options.Name, cancellationToken).ConfigureAwait(false);
        foreach (var wait in own.WaitFor)
        {
            await new Readiness(Execs, Observer).WaitAsync(sandbox.Id, wait, cancellationToken).ConfigureAwait(false);
        }

        return sandbox;
    }

    [GetSandbox]
    internal Task<DockerSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Containers.FindAsync(sandboxId, cancellationToken);

    [DescribeSandbox]
    internal Task<DockerSandbox?> DescribeAsync(DockerSandbox sandbox, CancellationToken cancellationToken) => Containers.FindAsync(sandbox.Id, cancellationToken);

    [ListSandboxes]
    internal Task<IReadOnlyList<DockerSandbox>> ListAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        Containers.ListAsync(labels, cancellationToken);

    [DestroySandbox]
    internal Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Containers.DestroyAsync(sandboxId, cancellationToken);
}
