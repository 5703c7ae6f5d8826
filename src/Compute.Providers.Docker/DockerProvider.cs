using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Http;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Exec;
using Compute.Providers.Docker.Sandboxes;
using Compute.Providers.Docker.Wire;

namespace Compute.Providers.Docker;

/// <summary>Sandboxes as containers of a Docker or Podman engine, spoken to directly by its HTTP API.</summary>
[Provider("docker", DisplayName = "Docker")]
public sealed partial class DockerProvider : IDisposable
{
    private readonly DockerOptions _options;
    private readonly TimeProvider _time;
    private readonly EngineClient _engine;
    private readonly Containers _containers;
    private readonly Images _images;
    private readonly Execs _execs;

    internal DockerProvider(DockerOptions options, TimeProvider timeProvider)
    {
        _options = options;
        _time = timeProvider;
        _engine = new EngineClient(options);
        _containers = new Containers(_engine);
        _images = new Images(_engine);
        _execs = new Execs(_engine);
    }

    /// <summary>Closes the connections to the engine.</summary>
    public void Dispose() => _engine.Dispose();

    [CheckAvailability]
    internal async Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken)
    {
        try
        {
            var info = await _engine.GetAsync("info", WireJson.Default.EngineInfo, HttpResource.Other, cancellationToken).ConfigureAwait(false);
            var quirks = await _engine.QuirksAsync(cancellationToken).ConfigureAwait(false);
            return ProviderAvailability.Available($"{quirks.Name} {info.ServerVersion}");
        }
        catch (ComputeException error) when (error is SandboxUnavailableException or ProviderTimeoutException)
        {
            return ProviderAvailability.Unavailable(
                $"No engine answers at {_engine.Address}: {error.Message}",
                $"Start Docker or Podman ('systemctl start docker', 'podman system service'), give this user access to its socket, or set {nameof(DockerOptions.Host)} (DOCKER_HOST).");
        }
    }

    [CreateSandbox]
    internal async Task<DockerSandbox> CreateAsync(
        string? image,
        string? snapshotId,
        string? name,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> environment,
        string? workingDirectory,
        string? user,
        TimeSpan? lifetime,
        double? cpus,
        long? memoryBytes,
        long? diskBytes,
        int? maxProcesses,
        int? gpus,
        IReadOnlyList<int> ports,
        IReadOnlyList<SandboxMount> mounts,
        NetworkPolicy? network,
        SecurityProfile? security,
        DockerCreateOptions? own,
        CancellationToken cancellationToken)
    {
        if (image is not null && snapshotId is not null)
        {
            throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Image), "a sandbox begins with an image or with a snapshot, not with both");
        }

        var sandbox = new NewSandbox
        {
            Image = snapshotId ?? image ?? _options.DefaultImage ?? throw new UnsupportedOptionException(
                nameof(CreateSandboxOptions.Image), $"none is given, and {nameof(DockerOptions.DefaultImage)} (DOCKER_DEFAULT_IMAGE) is not set"),
            SnapshotId = snapshotId,
            Name = name,
            Labels = labels,
            Environment = environment,
            WorkingDirectory = workingDirectory,
            User = user,
            Lifetime = lifetime,
            Resources = new SandboxResources { Cpus = cpus, MemoryBytes = memoryBytes, DiskBytes = diskBytes, MaxProcesses = maxProcesses, Gpus = gpus },
            Ports = ports,
            Mounts = mounts,
            Network = network,
            Security = security ?? new SecurityProfile(),
            Own = own ?? new DockerCreateOptions(),
        };
        return await CreateAsync(sandbox, cancellationToken).ConfigureAwait(false);
    }

    [GetSandbox]
    internal Task<DockerSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken) => _containers.FindAsync(sandboxId, cancellationToken);

    [ListSandboxes]
    internal async IAsyncEnumerable<DockerSandbox> ListAsync(IReadOnlyDictionary<string, string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sandbox in await _containers.ListAsync(labels, cancellationToken).ConfigureAwait(false))
        {
            yield return sandbox;
        }
    }

    [DescribeSandbox]
    internal Task<DockerSandbox?> DescribeAsync(DockerSandbox sandbox, CancellationToken cancellationToken) => _containers.FindAsync(sandbox.Id, cancellationToken);

    [DestroySandbox]
    internal Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => _containers.DestroyAsync(sandboxId, cancellationToken);

    [StartProcess]
    internal async Task<ProcessChannel> StartAsync(
        DockerSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        CancellationToken cancellationToken) =>
        await ExecChannel.StartAsync(_execs, sandbox.Id, new ExecLaunch(workingDirectory, arguments), environment, user, cancellationToken).ConfigureAwait(false);

    /// <summary>Makes an image of the files of a root directory, without a registry.</summary>
    /// <param name="tar">The files, as a tar archive (also compressed).</param>
    /// <param name="reference">The image's name, such as <c>localhost/tools:1</c>.</param>
    /// <param name="cancellationToken">Cancels the import.</param>
    public Task ImportImageAsync(Stream tar, string reference, CancellationToken cancellationToken = default) => _images.ImportAsync(tar, reference, cancellationToken);

    private async Task<DockerSandbox> CreateAsync(NewSandbox sandbox, CancellationToken cancellationToken)
    {
        var body = ContainerBody.Of(sandbox, _options, await _engine.QuirksAsync(cancellationToken).ConfigureAwait(false), _time.GetUtcNow());
        await _images.EnsureAsync(sandbox.Image, sandbox.Own, cancellationToken).ConfigureAwait(false);
        var id = await _containers.CreateAsync(body, sandbox.Name, cancellationToken).ConfigureAwait(false);
        await _containers.StartAsync(id, cancellationToken).ConfigureAwait(false);
        return await _containers.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new SandboxUnavailableException("The sandbox ended as soon as it was started.");
    }
}
