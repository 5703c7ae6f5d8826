using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Removes sandboxes whose owning process is dead.</summary>
public static class SandboxReaper
{
    /// <summary>
    /// Destroys the owned sandboxes at the provider whose owner died. It judges only owners that it can see from here
    /// (same host and PID namespace, or an earlier boot of the same host); of all others it destroys those whose lifetime ended.
    /// Detached sandboxes and those of living owners stay.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <param name="cancellationToken">Stops after the sandbox at hand.</param>
    /// <returns>The ids of the sandboxes that were destroyed.</returns>
    /// <exception cref="AggregateException">Some could not be destroyed: all of their errors. The others are destroyed; call this again for
    /// the rest.</exception>
    /// <exception cref="UnsupportedCapabilityException">The provider cannot list, or its handles show no labels.</exception>
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
