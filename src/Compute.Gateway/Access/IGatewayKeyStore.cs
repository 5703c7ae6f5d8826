namespace Compute.Gateway;

/// <summary>Keys that a gateway accepts besides <see cref="GatewayOptions.Keys"/>, and that can be added and removed while it runs.
/// Register one as a service, or set <see cref="GatewayOptions.KeyFile"/>.</summary>
public interface IGatewayKeyStore
{
    /// <summary>Finds a key; called for each request that has one of this id.</summary>
    /// <param name="id">The key's id, as a caller sent it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The key, also one that has expired; null if there is none.</returns>
    ValueTask<GatewayKey?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Lists the keys.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<GatewayKey> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a key, or replaces the one with the same id.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task AddAsync(GatewayKey key, CancellationToken cancellationToken = default);

    /// <summary>Removes a key: requests that begin afterwards are refused. Idempotent.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task RemoveAsync(string id, CancellationToken cancellationToken = default);
}
