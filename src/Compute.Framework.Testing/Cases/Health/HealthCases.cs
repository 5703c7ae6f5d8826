namespace Compute.Framework.Testing;

/// <summary>Health is what somebody checked.</summary>
public static class HealthCases
{
    /// <summary>Where nobody checks, nothing is reported as healthy.</summary>
    [ComplianceCase("health/not-configured")]
    public static async Task NotConfigured(ComplianceContext context)
    {
        context.Require(SandboxOperation.CheckHealth);
        if (context.Settings.DefaultIsHealthChecked is { } reason)
        {
            context.NotApplicable($"A sandbox with the default options has a health check: {reason}");
        }

        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var health = await sandbox.Claimed<IHealthSource>().CheckHealthAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Equal(SandboxHealthStatus.NotConfigured, health.Status, "the health of a sandbox without a health check", Law.Health);
    }

    /// <summary>What is checked is reported as it turns out: first healthy, then not any more.</summary>
    [ComplianceCase("health/checked")]
    [Proves(SandboxOperation.CheckHealth)]
    public static async Task Checked(ComplianceContext context)
    {
        context.Require(SandboxOperation.CheckHealth);
        if (context.Settings.HealthCheck is not { } sample)
        {
            context.NotApplicable("Settings.HealthCheck is not set: the environment has no sandbox whose health is checked.");
            return;
        }

        var sandbox = await context.CreateSandboxAsync(sample.Configure(context.Defaults)).ConfigureAwait(false);
        var source = sandbox.Claimed<IHealthSource>();
        await BecomesAsync(context, source, SandboxHealthStatus.Healthy, "while its check succeeds").ConfigureAwait(false);
        await sample.BreakAsync(sandbox, context.CancellationToken).ConfigureAwait(false);
        await BecomesAsync(context, source, SandboxHealthStatus.Unhealthy, "when its check fails").ConfigureAwait(false);
    }

    /// <summary>The health of what is gone is an error.</summary>
    [ComplianceCase("health/destroyed")]
    public static async Task Destroyed(ComplianceContext context)
    {
        context.Require(SandboxOperation.CheckHealth);
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await context.Provider.DestroyAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false);
        await Check.ThrowsAsync<SandboxNotFoundException>(
            () => sandbox.Claimed<IHealthSource>().CheckHealthAsync(context.CancellationToken),
            "CheckHealthAsync of a destroyed sandbox",
            Law.Health).ConfigureAwait(false);
    }

    private static async Task BecomesAsync(ComplianceContext context, IHealthSource source, SandboxHealthStatus expected, string when)
    {
        SandboxHealth? health = null;
        await context.EventuallyAsync(
            async () =>
            {
                health = await source.CheckHealthAsync(context.CancellationToken).ConfigureAwait(false);
                return health.Status == expected;
            },
            context.Settings.Patience, () => $"the health {expected} {when}", () => $"{health}", Law.Health).ConfigureAwait(false);
    }
}
