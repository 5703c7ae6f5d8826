namespace Compute.Framework.Testing;

/// <summary>The end of a sandbox is moved.</summary>
public static class ExtendCases
{
    private const string Shortening =
        "ExtendLifetimeAsync with a lifetime that ends before the one that the sandbox has (where the back end cannot shorten one, "
        + "declare [ExtendLifetime(CanShorten = false)]; where it has a least or greatest lifetime, [AtLeast] or [AtMost] on " +
            "the parameter),";

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    /// <summary>What a slow back end may need between the creation and the call that puts the end off.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>A sandbox whose lifetime was extended outlives its first one, and reports its new end.</summary>
    [ComplianceCase("lifecycle/extend-outlives")]
    [Proves(SandboxOperation.ExtendLifetime)]
    public static async Task ExtendOutlives(ComplianceContext context)
    {
        var (sandbox, expiring, first) = await ShortLivedAsync(context).ConfigureAwait(false);
        var lifetime = LongFor(context);
        await expiring.ExtendLifetimeAsync(lifetime, context.CancellationToken).ConfigureAwait(false);
        await CheckToldAsync(context, sandbox, lifetime).ConfigureAwait(false);
        await CheckOutlivesAsync(context, sandbox, first).ConfigureAwait(false);
    }

    /// <summary>The new lifetime counts from now, whatever end there was: a short one ends the sandbox soon. A provider that declares that
    /// lifetimes only grow refuses it, and the sandbox lives on.</summary>
    [ComplianceCase("lifecycle/extend-from-now")]
    [Proves(SandboxOperation.ExtendLifetime)]
    public static async Task ExtendFromNow(ComplianceContext context)
    {
        var (sandbox, expiring) = await ExpiringAsync(context, LongFor(context)).ConfigureAwait(false);
        if (OnlyGrows(context))
        {
            await CheckOnlyGrowsAsync(context, sandbox, expiring).ConfigureAwait(false);
            return;
        }

        var lifetime = context.ShortLifetime(SandboxOperation.ExtendLifetime);
        await Check.SucceedsAsync(
            () => expiring.ExtendLifetimeAsync(lifetime, context.CancellationToken),
            $"{Shortening} of {lifetime}",
            Law.Expiring).ConfigureAwait(false);
        await context.EventuallyAsync(
            async () => !await context.IsThereAsync(sandbox.Id).ConfigureAwait(false),
            lifetime + context.Settings.ExpirySlack,
            $"a sandbox that was given {lifetime.TotalSeconds} s from now is gone at most " +
            $"{context.Settings.ExpirySlack.TotalSeconds} s after that",
            "it is still there", Law.Expiring).ConfigureAwait(false);
        await Check.ThrowsAsync<SandboxNotFoundException>(
            () => expiring.ExtendLifetimeAsync(LongFor(context), context.CancellationToken),
            "ExtendLifetimeAsync of an expired sandbox",
            Law.Expiring).ConfigureAwait(false);
        Check.That(
            !await context.IsThereAsync(sandbox.Id).ConfigureAwait(false),
            "an expired sandbox does not come back",
            "it does",
            Law.Expiring);
    }

    /// <summary>Whoever has a handle may put the end off, not the creator alone.</summary>
    [ComplianceCase("lifecycle/extend-borrowed")]
    public static async Task ExtendBorrowed(ComplianceContext context)
    {
        var (sandbox, _, first) = await ShortLivedAsync(context).ConfigureAwait(false);
        var found = Check.NotNull(
            await context.Provider.GetAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false),
            "GetAsync finds the sandbox",
            Law.Identity);
        await found.Claimed<ILifetimeExtendable>().ExtendLifetimeAsync(LongFor(context), context.CancellationToken).ConfigureAwait(false);
        await found.DisposeAsync().ConfigureAwait(false);
        await CheckOutlivesAsync(context, sandbox, first).ConfigureAwait(false);
    }

    /// <summary>A lifetime that is not positive is refused.</summary>
    [ComplianceCase("lifecycle/extend-not-positive")]
    public static async Task ExtendNotPositive(ComplianceContext context)
    {
        var (sandbox, expiring) = await ExpiringAsync(context, LongFor(context)).ConfigureAwait(false);
        foreach (var lifetime in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromSeconds(-1)])
        {
            await Check.ThrowsAsync<ArgumentException>(
                () => expiring.ExtendLifetimeAsync(lifetime, context.CancellationToken),
                $"ExtendLifetimeAsync with {lifetime}",
                Law.Expiring).ConfigureAwait(false);
        }

        Check.That(await context.IsThereAsync(sandbox.Id).ConfigureAwait(false), "the sandbox is still there", "it is gone", Law.Expiring);
    }

    /// <summary>A sandbox that ends soon, and when.</summary>
    private static async Task<(ISandbox Sandbox, ILifetimeExtendable Expiring, TimeSpan Lifetime)> ShortLivedAsync(
        ComplianceContext context)
    {
        context.Require(SandboxOperation.ExtendLifetime);
        var lifetime = context.ShortLifetime(GivesFirst(context)) + Margin;
        var (sandbox, expiring) = await ExpiringAsync(context, lifetime).ConfigureAwait(false);
        return (sandbox, expiring, lifetime);
    }

    /// <summary>A sandbox with a lifetime: from its creation, or, where none can be given there, by a first extension.</summary>
    private static async Task<(ISandbox Sandbox, ILifetimeExtendable Expiring)> ExpiringAsync(ComplianceContext context, TimeSpan lifetime)
    {
        context.Require(SandboxOperation.ExtendLifetime);
        if (GivesFirst(context) == SandboxOperation.CreateSandbox)
        {
            var created = await context.CreateSandboxAsync(context.Defaults with { Lifetime = lifetime }).ConfigureAwait(false);
            return (created, created.Claimed<ILifetimeExtendable>());
        }

        if (OnlyGrows(context))
        {
            context.NotApplicable("No lifetime can be given on create, and one that the sandbox has can only grow: no case can choose it.");
        }

        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var expiring = sandbox.Claimed<ILifetimeExtendable>();
        await expiring.ExtendLifetimeAsync(lifetime, context.CancellationToken).ConfigureAwait(false);
        return (sandbox, expiring);
    }

    private static SandboxOperation GivesFirst(ComplianceContext context) =>
        context.Capabilities.Supports(SandboxOperation.CreateSandbox, "Lifetime")
            ? SandboxOperation.CreateSandbox
            : SandboxOperation.ExtendLifetime;

    /// <summary>A long lifetime that both operations accept.</summary>
    private static TimeSpan LongFor(ComplianceContext context) =>
        context.Within(SandboxOperation.ExtendLifetime, context.Within(SandboxOperation.CreateSandbox, Long));

    private static bool OnlyGrows(ComplianceContext context) =>
        context.LimitsOf(SandboxOperation.ExtendLifetime, "Lifetime")?.OnlyGrows == true;

    /// <summary>What is declared to grow only is not shortened, nor is the refusal taken for an extension.</summary>
    private static async Task CheckOnlyGrowsAsync(ComplianceContext context, ISandbox sandbox, ILifetimeExtendable expiring)
    {
        if ((await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false)).ExpiresAt is not { } before)
        {
            context.NotApplicable("Lifetimes only grow, and the back end does not report when a sandbox ends: nothing can be seen.");
            return;
        }

        var shorter = context.Within(SandboxOperation.ExtendLifetime, context.Settings.ShortLifetime);
        await Check.ThrowsAsync<UnsupportedOptionException>(
            () => expiring.ExtendLifetimeAsync(shorter, context.CancellationToken),
            $"ExtendLifetimeAsync with {shorter}, where lifetimes are declared to grow only,", Law.HonorOrReject).ConfigureAwait(false);
        var after = (await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false)).ExpiresAt;
        Check.Equal(before, after, "ExpiresAt after a refused extension", Law.Expiring);
    }

    /// <summary>Waits until the first lifetime is over: until another sandbox, made later with the same, has expired where one can be
    /// made; as long as that may take at the most.</summary>
    private static async Task CheckOutlivesAsync(ComplianceContext context, ISandbox sandbox, TimeSpan first)
    {
        if (GivesFirst(context) == SandboxOperation.CreateSandbox)
        {
            await WaitForAnotherAsync(context, first).ConfigureAwait(false);
        }
        else
        {
            await context.WaitAsync(
                first + context.Settings.ExpirySlack, $"the end of the first lifetime of {first}").ConfigureAwait(false);
        }

        Check.That(
            await context.IsThereAsync(sandbox.Id).ConfigureAwait(false),
            "a sandbox whose lifetime was extended outlives its first lifetime", "it is gone", Law.Expiring);
        await context.WriteTextAsync(sandbox, "still", "usable").ConfigureAwait(false);
    }

    private static async Task CheckToldAsync(ComplianceContext context, ISandbox sandbox, TimeSpan lifetime)
    {
        if ((await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false)).ExpiresAt is { } told)
        {
            Check.That(
                (told - DateTimeOffset.UtcNow - lifetime).Duration() < TimeSpan.FromMinutes(5),
                $"an ExpiresAt of about {lifetime.TotalMinutes} minutes from now", $"{told:O}", Law.Expiring);
        }
    }

    private static async Task WaitForAnotherAsync(ComplianceContext context, TimeSpan lifetime)
    {
        var start = TimeProvider.System.GetTimestamp();
        var control = await context.CreateSandboxAsync(context.Defaults with { Lifetime = lifetime }).ConfigureAwait(false);
        while (TimeProvider.System.GetElapsedTime(start) < lifetime + context.Settings.ExpirySlack
            && await context.IsThereAsync(control.Id).ConfigureAwait(false))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), context.CancellationToken).ConfigureAwait(false);
        }

        CaseWaits.Add($"the end of another sandbox's lifetime of {lifetime}", TimeProvider.System.GetElapsedTime(start));
        // A back end may end the two in another order, by as much as its clock is coarse.
        await context.WaitAsync(Margin, "a coarse clock of the back end").ConfigureAwait(false);
    }
}
