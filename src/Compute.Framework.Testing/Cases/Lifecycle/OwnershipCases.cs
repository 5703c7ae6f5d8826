namespace Compute.Framework.Testing;

/// <summary>Disposing destroys what is owned and leaves the rest running.</summary>
public static class OwnershipCases
{
    /// <summary>Disposing an owned sandbox destroys it.</summary>
    [ComplianceCase("lifecycle/dispose-owned")]
    public static async Task DisposeOwned(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await sandbox.DisposeAsync().ConfigureAwait(false);
        await context.CheckGoneAsync(sandbox.Id, "DisposeAsync of an owned sandbox", Law.OwnWhatYouCreate).ConfigureAwait(false);
    }

    /// <summary>Disposing a detached sandbox leaves it.</summary>
    [ComplianceCase("lifecycle/dispose-detached")]
    public static async Task DisposeDetached(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { Ownership = Ownership.Detached }).ConfigureAwait(false);
        await sandbox.DisposeAsync().ConfigureAwait(false);
        Check.That(
            await context.IsThereAsync(sandbox.Id).ConfigureAwait(false),
            "a detached sandbox is still there after DisposeAsync",
            "it is gone",
            Law.OwnWhatYouCreate);
    }

    /// <summary>Disposing what GetAsync gave leaves it.</summary>
    [ComplianceCase("lifecycle/dispose-borrowed")]
    public static async Task DisposeBorrowed(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var borrowed = Check.NotNull(
            await context.Provider.GetAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false),
            "GetAsync finds the sandbox",
            Law.Identity);
        await borrowed.DisposeAsync().ConfigureAwait(false);
        Check.That(
            await context.IsThereAsync(sandbox.Id).ConfigureAwait(false),
            "a sandbox is still there after a borrower disposed it",
            "it is gone",
            Law.OwnWhatYouCreate);
        await sandbox.Files.WriteAllTextAsync("still", "usable", context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Disposing twice, and after a destroy, succeeds.</summary>
    [ComplianceCase("lifecycle/dispose-twice")]
    public static async Task DisposeTwice(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await sandbox.DisposeAsync().ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => sandbox.DisposeAsync().AsTask(), "a second DisposeAsync", Law.OwnWhatYouCreate).ConfigureAwait(false);
        var destroyed = await context.CreateSandboxAsync().ConfigureAwait(false);
        await destroyed.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => destroyed.DisposeAsync().AsTask(), "DisposeAsync after DestroyAsync", Law.OwnWhatYouCreate).ConfigureAwait(false);
    }

    /// <summary>Disposing a provider destroys what it created and owns, and leaves what is detached.</summary>
    [ComplianceCase("lifecycle/dispose-provider")]
    public static async Task DisposeProvider(ComplianceContext context)
    {
        var second = await context.CreateProviderAsync().ConfigureAwait(false);
        var owned = context.Track(await second.CreateAsync(context.Defaults, context.CancellationToken).ConfigureAwait(false));
        var detached = context.Track(
            await second.CreateAsync(
                context.Defaults with { Ownership = Ownership.Detached }, context.CancellationToken).ConfigureAwait(false));
        if (!await context.IsThereAsync(owned.Id).ConfigureAwait(false))
        {
            context.NotApplicable("A second instance of the provider does not share the sandboxes of the first.");
        }

        await second.DisposeAsync().ConfigureAwait(false);
        await context.CheckGoneAsync(owned.Id, "the provider that owned it was disposed", Law.OwnWhatYouCreate).ConfigureAwait(false);
        Check.That(
            await context.IsThereAsync(detached.Id).ConfigureAwait(false),
            "a detached sandbox is still there after its provider was disposed",
            "it is gone",
            Law.OwnWhatYouCreate);
    }

    /// <summary>A provider that was disposed, once or twice, refuses every operation as disposed.</summary>
    [ComplianceCase("lifecycle/disposed-provider")]
    public static async Task DisposedProvider(ComplianceContext context)
    {
        var provider = await context.CreateProviderAsync().ConfigureAwait(false);
        var sandbox = context.Track(await provider.CreateAsync(context.Defaults, context.CancellationToken).ConfigureAwait(false));
        await provider.DisposeAsync().ConfigureAwait(false);
        await provider.DisposeAsync().ConfigureAwait(false);
        (string Name, Func<Task> Call)[] calls =
        [
            (nameof(provider.CreateAsync), () => provider.CreateAsync(context.Defaults, context.CancellationToken)),
            (nameof(provider.GetAsync), () => provider.GetAsync(sandbox.Id, context.CancellationToken)),
            (nameof(provider.ListAsync), () => provider.ListAsync().FirstOrDefaultAsync(context.CancellationToken).AsTask()),
            (nameof(provider.DestroyAsync), () => provider.DestroyAsync(sandbox.Id, context.CancellationToken)),
            (nameof(provider.CheckAvailabilityAsync), () => provider.CheckAvailabilityAsync(context.CancellationToken)),
        ];
        foreach (var (name, call) in calls)
        {
            await Check.ThrowsAsync<ObjectDisposedException>(
                call, $"{name} of a provider that was disposed", Law.OwnWhatYouCreate).ConfigureAwait(false);
        }
    }
}
