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
    public Task ImportImageAsync(Stream tar, string reference, CancellationToken cancellationToken = default) =>
        Images.ImportAsync(tar, reference, cancellationToken);
}
