namespace Compute.Framework;

/// <summary>A sandbox that tells what it uses.</summary>
public interface IMetricsSource
{
    /// <summary>Measures what the sandbox uses now.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<SandboxMetrics> GetMetricsAsync(CancellationToken cancellationToken = default);
}
