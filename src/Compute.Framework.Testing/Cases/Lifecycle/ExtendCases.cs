namespace Compute.Framework.Testing;

/// <summary>The end of a sandbox is moved.</summary>
public static class ExtendCases
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    /// <summary>What a slow back end may need between the creation and the call that puts the end off.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>A sandbox whose end was put off outlives its first lifetime, and tells its new end.</summary>
    [ComplianceCase("lifecycle/extend-outlives")]
    [Proves(SandboxOperation.ExtendLifetime)]
    public static async Task ExtendOutlives(ComplianceContext context)
    {
        var (sandbox, expiring) = await ExpiringAsync(context, context.Settings.ShortLifetime + Margin).ConfigureAwait(false);
        await expiring.ExtendLifetimeAsync(Long, context.CancellationToken).ConfigureAwait(false);
        await CheckToldAsync(context, sandbox).ConfigureAwait(false);
        await CheckOutlivesAsync(context, sandbox).ConfigureAwait(false);
    }

    /// <summary>The new lifetime counts from now, whatever end there was: a short one ends the sandbox soon.</summary>
    [ComplianceCase("lifecycle/extend-from-now")]
    [Proves(SandboxOperation.ExtendLifetime)]
    public static async Task ExtendFromNow(ComplianceContext context)
    {
        var (sandbox, expiring) = await ExpiringAsync(context, Long).ConfigureAwait(false);
        var lifetime = context.Settings.ShortLifetime;
        await expiring.ExtendLifetimeAsync(lifetime, context.CancellationToken).ConfigureAwait(false);
        await context.EventuallyAsync(
            async () => !await context.IsThereAsync(sandbox.Id).ConfigureAwait(false),
            lifetime + context.Settings.ExpirySlack,
            $"a sandbox that was given {lifetime.TotalSeconds} s from now is gone at most {context.Settings.ExpirySlack.TotalSeconds} s after that",
            "it is still there", Law.Expiring).ConfigureAwait(false);
        await Check.ThrowsAsync<SandboxNotFoundException>(() => expiring.ExtendLifetimeAsync(Long, context.CancellationToken), "ExtendLifetimeAsync of an expired sandbox", Law.Expiring).ConfigureAwait(false);
        Check.That(!await context.IsThereAsync(sandbox.Id).ConfigureAwait(false), "an expired sandbox does not come back", "it does", Law.Expiring);
    }

    /// <summary>Whoever has a handle may put the end off, not the creator alone.</summary>
    [ComplianceCase("lifecycle/extend-borrowed")]
    public static async Task ExtendBorrowed(ComplianceContext context)
    {
        var (sandbox, _) = await ExpiringAsync(context, context.Settings.ShortLifetime + Margin).ConfigureAwait(false);
        var found = Check.NotNull(await context.Provider.GetAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false), "GetAsync finds the sandbox", Law.Identity);
        await found.Claimed<IExpiring>().ExtendLifetimeAsync(Long, context.CancellationToken).ConfigureAwait(false);
        await found.DisposeAsync().ConfigureAwait(false);
        await CheckOutlivesAsync(context, sandbox).ConfigureAwait(false);
    }

    /// <summary>A lifetime that is not positive is refused.</summary>
    [ComplianceCase("lifecycle/extend-not-positive")]
    public static async Task ExtendNotPositive(ComplianceContext context)
    {
        var (sandbox, expiring) = await ExpiringAsync(context, Long).ConfigureAwait(false);
        foreach (var lifetime in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromSeconds(-1)])
        {
            await Check.ThrowsAsync<ArgumentException>(
                () => expiring.ExtendLifetimeAsync(lifetime, context.CancellationToken), $"ExtendLifetimeAsync with {lifetime}", Law.Expiring).ConfigureAwait(false);
        }

        Check.That(await context.IsThereAsync(sandbox.Id).ConfigureAwait(false), "the sandbox is still there", "it is gone", Law.Expiring);
    }

    private static async Task<(ISandbox Sandbox, IExpiring Expiring)> ExpiringAsync(ComplianceContext context, TimeSpan lifetime)
    {
        context.Require(SandboxOperation.ExtendLifetime);
        context.Require(SandboxOperation.CreateSandbox, "Lifetime");
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { Lifetime = lifetime }).ConfigureAwait(false);
        return (sandbox, sandbox.Claimed<IExpiring>());
    }

    /// <summary>Waits until another sandbox, made later with the first lifetime, has expired; as long as that may take at the most.</summary>
    private static async Task CheckOutlivesAsync(ComplianceContext context, ISandbox sandbox)
    {
        var lifetime = context.Settings.ShortLifetime + Margin;
        var start = TimeProvider.System.GetTimestamp();
        var control = await context.CreateSandboxAsync(context.Defaults with { Lifetime = lifetime }).ConfigureAwait(false);
        while (TimeProvider.System.GetElapsedTime(start) < lifetime + context.Settings.ExpirySlack
            && await context.IsThereAsync(control.Id).ConfigureAwait(false))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), context.CancellationToken).ConfigureAwait(false);
        }

        CaseWaits.Add("the end of another sandbox's lifetime", TimeProvider.System.GetElapsedTime(start));
        // A back end may end the two in another order, by as much as its clock is coarse.
        await context.WaitAsync(Margin, "a coarse clock of the back end").ConfigureAwait(false);
        Check.That(await context.IsThereAsync(sandbox.Id).ConfigureAwait(false), "a sandbox whose end was put off outlives its first lifetime", "it is gone", Law.Expiring);
        await context.WriteTextAsync(sandbox, "still", "usable").ConfigureAwait(false);
    }

    private static async Task CheckToldAsync(ComplianceContext context, ISandbox sandbox)
    {
        if ((await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false)).ExpiresAt is { } told)
        {
            Check.That((told - DateTimeOffset.UtcNow - Long).Duration() < TimeSpan.FromMinutes(5), $"an ExpiresAt of about {Long.TotalMinutes} minutes from now", $"{told:O}", Law.Expiring);
        }
    }
}
