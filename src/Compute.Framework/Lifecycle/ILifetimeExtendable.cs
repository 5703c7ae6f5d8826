namespace Compute.Framework;

/// <summary>A sandbox whose lifetime can be extended.</summary>
public interface ILifetimeExtendable
{
    /// <summary>Sets the end of the sandbox's lifetime to <paramref name="lifetime"/> from now, regardless of its previous end.</summary>
    /// <param name="lifetime">The lifetime from now; positive, at most 24,855 days.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ExtendLifetimeAsync(TimeSpan lifetime, CancellationToken cancellationToken = default);
}
