namespace Compute.Framework.Testing;

/// <summary>A lifetime ends a sandbox.</summary>
public static class LifetimeCases
{
    /// <summary>A sandbox is gone when its lifetime has passed, and not before.</summary>
    [ComplianceCase("lifecycle/lifetime-expires")]
    [Proves(SandboxOperation.CreateSandbox, "Lifetime")]
    public static async Task LifetimeExpires(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Lifetime");
        var lifetime = context.ShortLifetime(SandboxOperation.CreateSandbox);
        var longer = context.Within(SandboxOperation.CreateSandbox, lifetime + TimeSpan.FromMinutes(10));
        Check.That(
            longer > lifetime + context.Settings.ExpirySlack,
            "a range of lifetimes with some that outlive others",
            $"at most {longer}",
            Law.HonorOrReject);
        var longLived = await context.CreateSandboxAsync(context.Defaults with { Lifetime = longer }).ConfigureAwait(false);
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { Lifetime = lifetime }).ConfigureAwait(false);
        await context.EventuallyAsync(
            async () => !await context.IsThereAsync(sandbox.Id).ConfigureAwait(false),
            lifetime + context.Settings.ExpirySlack,
            $"a sandbox with a lifetime of {lifetime.TotalSeconds} s is gone at most " +
            $"{context.Settings.ExpirySlack.TotalSeconds} s after that",
            "it is still there", Law.HonorOrReject).ConfigureAwait(false);
        Check.That(
            await context.IsThereAsync(longLived.Id).ConfigureAwait(false),
            $"a sandbox with a lifetime of {longer} is still there",
            "it is gone",
            Law.HonorOrReject);
        await Check.ThrowsAsync<SandboxNotFoundException>(
            () => sandbox.GetInfoAsync(context.CancellationToken), "GetInfoAsync of an expired sandbox", Law.Destroy).ConfigureAwait(false);
    }

    /// <summary>Where the back end reports the end, it is creation plus lifetime.</summary>
    [ComplianceCase("lifecycle/lifetime-told")]
    public static async Task LifetimeTold(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Lifetime");
        var lifetime = context.Within(SandboxOperation.CreateSandbox, TimeSpan.FromMinutes(30));
        var before = DateTimeOffset.UtcNow;
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { Lifetime = lifetime }).ConfigureAwait(false);
        var info = await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
        if (info.ExpiresAt is not { } expiresAt)
        {
            context.NotApplicable("The back end does not report when a sandbox ends.");
            return;
        }

        Check.Equal(TimeSpan.Zero, expiresAt.Offset, "the offset of ExpiresAt from UTC", Law.Identity);
        Check.That(
            (expiresAt - before - lifetime).Duration() < TimeSpan.FromMinutes(5),
            $"an ExpiresAt of about {before + lifetime:O}", $"{expiresAt:O}", Law.HonorOrReject);
    }

    /// <summary>A lifetime that is not positive is refused.</summary>
    [ComplianceCase("lifecycle/lifetime-not-positive")]
    public static async Task LifetimeNotPositive(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Lifetime");
        foreach (var lifetime in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromSeconds(-1)])
        {
            await Check.ThrowsAsync<ArgumentException>(
                () => context.CreateSandboxAsync(context.Defaults with { Lifetime = lifetime }),
                $"CreateAsync with a lifetime of {lifetime}",
                Law.Arguments).ConfigureAwait(false);
        }
    }

    /// <summary>A lifetime that no clock can hold is refused; one beyond what timers can hold is honored.</summary>
    [ComplianceCase("lifecycle/lifetime-huge")]
    public static async Task LifetimeHuge(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Lifetime");
        foreach (var lifetime in (TimeSpan[])[TimeSpan.MaxValue, TimeSpan.FromDays(3_000_000), TimeSpan.MinValue])
        {
            await Check.ThrowsAsync<ArgumentOutOfRangeException>(
                () => context.CreateSandboxAsync(context.Defaults with { Lifetime = lifetime }),
                $"CreateAsync with a lifetime of {lifetime}",
                Law.Ranges).ConfigureAwait(false);
        }

        var sandbox = await context.CreateSandboxAsync(context.Defaults with { Lifetime = TimeSpan.FromDays(60) }).ConfigureAwait(false);
        Check.That(
            await context.IsThereAsync(sandbox.Id).ConfigureAwait(false),
            "a sandbox with a lifetime of 60 days is there",
            "it is gone",
            Law.HonorOrReject);
    }
}
