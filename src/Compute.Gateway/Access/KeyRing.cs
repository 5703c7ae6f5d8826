using System.Text;

namespace Compute.Gateway.Access;

/// <summary>The keys of the gateway: those of its options, and those of a store.</summary>
internal sealed class KeyRing(GatewayOptions options, IGatewayKeyStore? store, TimeProvider time)
{
    /// <summary>The store, to which keys can be added; null if there is none.</summary>
    public IGatewayKeyStore? Store => store;

    /// <summary>Whether callers need keys.</summary>
    public bool IsNeeded => store is not null || options.Keys.Count > 0;

    /// <summary>The key that a caller presents; null if it is none, or has expired. It is hashed once, and compared in constant
    /// time.</summary>
    public async ValueTask<GatewayKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = Encoding.ASCII.GetBytes(GatewayKey.HashOf(secret));
        GatewayKey? found = null;
        foreach (var key in options.Keys)
        {
            found = key.Matches(hash) ? key : found;
        }

        if (found is null && store is not null && GatewayKey.IdOf(secret) is { } id
            && await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } stored && stored.Matches(hash))
        {
            found = stored;
        }

        return IsValid(found) ? found : null;
    }

    /// <summary>The key with an id, for what was made with it earlier; null if it is gone, or has expired.</summary>
    public async ValueTask<GatewayKey?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        var found = options.Keys.FirstOrDefault(key => key.Id == id)
            ?? (store is null ? null : await store.FindAsync(id, cancellationToken).ConfigureAwait(false));
        return IsValid(found) ? found : null;
    }

    private bool IsValid(GatewayKey? key) => key is not null && !(key.ExpiresAt <= time.GetUtcNow());
}
