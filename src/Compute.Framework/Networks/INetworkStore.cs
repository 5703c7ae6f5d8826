namespace Compute.Framework;

/// <summary>A provider that manages networks that sandboxes can share.</summary>
public interface INetworkStore
{
    /// <summary>Creates a network, which exists until it is deleted.</summary>
    /// <param name="options">The options; the back end chooses them if null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor.</exception>
    Task<NetworkInfo> CreateNetworkAsync(CreateNetworkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the networks at the back end, including those that the back end created itself.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<NetworkInfo> ListNetworksAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes a network. Idempotent.</summary>
    /// <param name="networkId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default);
}
