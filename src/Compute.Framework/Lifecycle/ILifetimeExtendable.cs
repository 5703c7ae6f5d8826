namespace Compute.Framework;

/// <summary>A sandbox whose end can be put off.</summary>
public interface ILifetimeExtendable
{
    /// <summary>Lets the sandbox live until <paramref name="lifetime"/> from now, whatever end it had before.</summary>
    /// <param name="lifetime">How long from now; positive, at most 24,855 days.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ExtendLifetimeAsync(TimeSpan lifetime, CancellationToken cancellationToken = default);
}
