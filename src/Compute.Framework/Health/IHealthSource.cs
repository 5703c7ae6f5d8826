namespace Compute.Framework;

/// <summary>A sandbox whose health is watched by its back end.</summary>
public interface IHealthSource
{
    /// <summary>Tells the sandbox's present health.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<SandboxHealth> CheckHealthAsync(CancellationToken cancellationToken = default);
}
