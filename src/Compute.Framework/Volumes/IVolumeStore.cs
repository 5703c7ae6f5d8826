namespace Compute.Framework;

/// <summary>A provider that keeps volumes: directories that outlive sandboxes. See <see cref="SandboxMount"/> for their use.</summary>
public interface IVolumeStore
{
    /// <summary>Creates a volume. It stays until it is deleted.</summary>
    /// <param name="options">What it should be; up to the back end when null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor.</exception>
    Task<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the volumes at the back end.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes a volume with what it holds. Idempotent.</summary>
    /// <param name="volumeId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken = default);
}
