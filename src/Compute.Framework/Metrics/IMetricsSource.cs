namespace Compute.Framework;

/// <summary>A sandbox that reports its resource usage.</summary>
public interface IMetricsSource
{
    /// <summary>Measures the current resource usage of the sandbox.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<SandboxMetrics> GetMetricsAsync(CancellationToken cancellationToken = default);
}
