namespace Compute.Framework;

/// <summary>A sandbox whose health the back end monitors.</summary>
public interface IHealthSource
{
    /// <summary>Gets the current health of the sandbox.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<SandboxHealth> CheckHealthAsync(CancellationToken cancellationToken = default);
}
