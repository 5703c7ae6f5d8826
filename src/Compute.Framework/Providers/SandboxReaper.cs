using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Removes sandboxes whose owning process has terminated.</summary>
public static class SandboxReaper
{
    /// <summary>Destroys the provider's owned sandboxes whose owner has terminated. It checks only owners that are visible from this
    /// process (same host and PID namespace, or an earlier boot of the same host); of all other sandboxes it destroys those whose lifetime
    /// has ended. Detached sandboxes and those of running owners are kept.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="cancellationToken">Stops after the current sandbox.</param>
    /// <returns>The ids of the sandboxes that were destroyed.</returns>
    /// <exception cref="AggregateException">Some sandboxes could not be destroyed; contains all of their errors. The others are
    /// destroyed; call the method again to retry.</exception>
    /// <exception cref="UnsupportedCapabilityException">The provider cannot list sandboxes, or its handles contain no labels.</exception>
    public static async Task<IReadOnlyList<string>> ReapAsync(this ISandboxProvider provider, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var info = await provider.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        var support = info.Capabilities.OrphanCleanup;
        if (support.Level == SupportLevel.Unsupported)
        {
            throw new UnsupportedCapabilityException("OrphanCleanup", support.Description);
        }

        var now = DateTimeOffset.UtcNow;
        var dead = new List<string>();
        await foreach (var sandbox in provider.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (sandbox.Owner is { } owner && (OwnerLabels.IsDead(owner) ?? sandbox.ExpiresAt <= now))
            {
                dead.Add(sandbox.Id);
            }
        }

        var destroyed = new List<string>(dead.Count);
        var failures = new List<Exception>();
        foreach (var id in dead)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await provider.DestroyAsync(id, cancellationToken).ConfigureAwait(false);
                destroyed.Add(id);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
            {
                failures.Add(exception);
            }
        }

        return failures.Count == 0
            ? destroyed
            : throw new AggregateException($"{failures.Count} of {dead.Count} sandboxes of dead owners could not be destroyed.", failures);
    }
}
