namespace Compute.Framework;

/// <summary>A provider that manages volumes: directories whose lifetime is independent of sandboxes. To use
/// them, see <see cref="SandboxMount"/>.</summary>
public interface IVolumeStore
{
    /// <summary>Creates a volume, which exists until it is deleted.</summary>
    /// <param name="options">The options; the back end chooses them if null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor.</exception>
    Task<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the volumes at the back end.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes a volume and its content. Idempotent.</summary>
    /// <param name="volumeId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken = default);
}
