namespace Compute.Framework.Testing;

/// <summary>Destroying is idempotent, and what is destroyed is gone.</summary>
public static class DestroyCases
{
    private const int Callers = 8;

    /// <summary>A destroyed sandbox is not found again.</summary>
    [ComplianceCase("lifecycle/destroy-removes")]
    [Proves(SandboxOperation.DestroySandbox)]
    public static async Task DestroyRemoves(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await context.Provider.DestroyAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false);
        await context.CheckGoneAsync(sandbox.Id, "ISandboxProvider.DestroyAsync", Law.Destroy).ConfigureAwait(false);
    }

    /// <summary>Destroying twice succeeds, by the object and by the id.</summary>
    [ComplianceCase("lifecycle/destroy-twice")]
    public static async Task DestroyTwice(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => sandbox.DestroyAsync(context.CancellationToken), "a second ISandbox.DestroyAsync", Law.Destroy).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => context.Provider.DestroyAsync(sandbox.Id, context.CancellationToken),
            "DestroyAsync of the id of a destroyed sandbox",
            Law.Destroy).ConfigureAwait(false);
    }

    /// <summary>Destroying an id that never was succeeds.</summary>
    [ComplianceCase("lifecycle/destroy-unknown")]
    public static async Task DestroyUnknown(ComplianceContext context)
    {
        await Check.SucceedsAsync(
            () => context.Provider.DestroyAsync($"none{Guid.NewGuid():n}", context.CancellationToken),
            "DestroyAsync of an id that no sandbox has",
            Law.Destroy).ConfigureAwait(false);
    }

    /// <summary>Eight callers destroy one sandbox at the same time: all succeed.</summary>
    [ComplianceCase("lifecycle/destroy-concurrent")]
    public static async Task DestroyConcurrent(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await sandbox.Files.WriteAllTextAsync("some/file", "x", context.CancellationToken).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => Task.WhenAll(
                Enumerable.Range(0, Callers).Select(
                    _ => Task.Run(() => context.Provider.DestroyAsync(sandbox.Id, context.CancellationToken), context.CancellationToken))),
            $"DestroyAsync from {Callers} callers at once", Law.Destroy).ConfigureAwait(false);
        await context.CheckGoneAsync(sandbox.Id, "all of them have returned", Law.Destroy).ConfigureAwait(false);
    }

    /// <summary>Every use of a destroyed sandbox is a <see cref="SandboxNotFoundException"/>.</summary>
    [ComplianceCase("lifecycle/use-after-destroy")]
    public static async Task UseAfterDestroy(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        await CheckUnusableAsync(context, sandbox, "after ISandbox.DestroyAsync").ConfigureAwait(false);
    }

    /// <summary>The same when somebody else destroyed it.</summary>
    [ComplianceCase("lifecycle/use-after-foreign-destroy")]
    public static async Task UseAfterForeignDestroy(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await context.Provider.DestroyAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false);
        await CheckUnusableAsync(context, sandbox, "after somebody else destroyed the sandbox").ConfigureAwait(false);
    }

    private static async Task CheckUnusableAsync(ComplianceContext context, ISandbox sandbox, string when)
    {
        await Check.ThrowsAsync<SandboxNotFoundException>(
            () => sandbox.GetInfoAsync(context.CancellationToken), $"GetInfoAsync {when}", Law.Destroy).ConfigureAwait(false);
        await Check.ThrowsAsync<SandboxNotFoundException>(
            () => sandbox.Files.WriteAllTextAsync("late", "x", context.CancellationToken),
            $"Files.WriteAsync {when}",
            Law.Destroy).ConfigureAwait(false);
        await Check.ThrowsAsync<SandboxNotFoundException>(
            () => sandbox.Files.ExistsAsync("late", context.CancellationToken),
            $"Files.ExistsAsync {when}",
            Law.Destroy).ConfigureAwait(false);
        if (context.Capabilities.Supports(SandboxOperation.RunCommand))
        {
            await Check.ThrowsAsync<SandboxNotFoundException>(
                () => sandbox.RunAsync(Command.Create("true"), context.CancellationToken),
                $"RunAsync {when}",
                Law.Destroy).ConfigureAwait(false);
        }

        if (context.Capabilities.Supports(SandboxOperation.StartProcess))
        {
            await Check.ThrowsAsync<SandboxNotFoundException>(
                () => sandbox.StartAsync(Command.Create("true"), context.CancellationToken),
                $"StartAsync {when}",
                Law.Destroy).ConfigureAwait(false);
        }
    }
}
