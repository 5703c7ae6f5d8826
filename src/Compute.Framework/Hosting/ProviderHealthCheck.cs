using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Compute.Framework.Runtime;

/// <summary>Reports a provider's availability as a health check.</summary>
internal sealed class ProviderHealthCheck(ISandboxProvider provider) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var availability = await provider.CheckAvailabilityAsync(cancellationToken).ConfigureAwait(false);
            return availability.IsAvailable
                ? HealthCheckResult.Healthy(availability.Version)
                : new HealthCheckResult(context.Registration.FailureStatus, $"{availability.Reason} {availability.Remediation}".Trim());
        }
        catch (ComputeException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
