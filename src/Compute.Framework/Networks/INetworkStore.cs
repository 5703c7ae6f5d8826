namespace Compute.Framework;

/// <summary>A provider that keeps networks which sandboxes can share.</summary>
public interface INetworkStore
{
    /// <summary>Creates a network. It stays until it is deleted.</summary>
    /// <param name="options">What it should be; up to the back end when null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor.</exception>
    Task<NetworkInfo> CreateNetworkAsync(CreateNetworkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the networks at the back end, those that it made by itself among them.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<NetworkInfo> ListNetworksAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes a network. Idempotent.</summary>
    /// <param name="networkId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default);
}
