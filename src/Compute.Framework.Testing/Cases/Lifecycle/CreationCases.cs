namespace Compute.Framework.Testing;

/// <summary>A creation that does not come about leaves nothing, and many at once come about.</summary>
public static class CreationCases
{
    private static readonly int[] CancelAfterMilliseconds = [0, 1, 3, 10, 30, 100];

    /// <summary>A creation that was cancelled, at whatever moment, leaves nothing at the provider.</summary>
    [ComplianceCase("lifecycle/create-cancelled")]
    public static async Task CreateCancelled(ComplianceContext context)
    {
        RequireLabelledListing(context);
        var mark = Guid.NewGuid().ToString("n")[..12];
        foreach (var milliseconds in CancelAfterMilliseconds)
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            if (milliseconds == 0)
            {
                await source.CancelAsync().ConfigureAwait(false);
            }
            else
            {
                source.CancelAfter(milliseconds);
            }

            try
            {
                var sandbox = context.Track(
                    await context.Provider.CreateAsync(
                        context.DefaultsWithLabels(("cancelled", mark)), source.Token).ConfigureAwait(false));
                Check.That(
                    milliseconds > 0,
                    "CreateAsync with a token that has fired throws OperationCanceledException",
                    "a sandbox",
                    Law.Cancellation);
                await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
            {
            }
        }

        await CheckNothingLeftAsync(context, mark, "creations that were cancelled").ConfigureAwait(false);
    }

    /// <summary>A creation whose response is lost leaves nothing at the provider.</summary>
    [ComplianceCase("lifecycle/create-answer-lost", Alone = true)]
    public static async Task CreateAnswerLost(ComplianceContext context)
    {
        RequireLabelledListing(context);
        if (context.Settings.LoseNextCreateResponse is not { } lose)
        {
            context.NotApplicable("Settings.LoseNextCreateResponse is not set: nothing here can lose the back end's response.");
            return;
        }

        var mark = Guid.NewGuid().ToString("n")[..12];
        await lose(context.CancellationToken).ConfigureAwait(false);
        try
        {
            var sandbox = context.Track(
                await context.Provider.CreateAsync(
                    context.DefaultsWithLabels(("lost", mark)), context.CancellationToken).ConfigureAwait(false));
            await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        }
        catch (ComputeException)
        {
        }

        await CheckNothingLeftAsync(context, mark, "a creation whose response was lost").ConfigureAwait(false);
    }

    /// <summary>Many creations at once give as many sandboxes, all different.</summary>
    [ComplianceCase("lifecycle/create-concurrent", Alone = true)]
    public static async Task CreateConcurrent(ComplianceContext context)
    {
        var count = context.Settings.ConcurrentSandboxes;
        var sandboxes = await Task.WhenAll(
            Enumerable.Range(0, count).Select(
                _ => Task.Run(() => context.CreateSandboxAsync(), context.CancellationToken))).ConfigureAwait(false);
        Check.Equal(
            count,
            sandboxes.Select(sandbox => sandbox.Id).Distinct().Count(),
            $"the number of different sandboxes of {count} creations at once",
            Law.Concurrency);
        await Task.WhenAll(sandboxes.Select(
            sandbox => sandbox.Files.WriteAllTextAsync("id", sandbox.Id, context.CancellationToken))).ConfigureAwait(false);
        foreach (var sandbox in sandboxes)
        {
            Check.Equal(
                sandbox.Id,
                await sandbox.Files.ReadAllTextAsync("id", context.CancellationToken).ConfigureAwait(false),
                "what a sandbox reads from a file that it wrote",
                Law.Concurrency);
        }
    }

    /// <summary>Sandboxes do not see each other's files.</summary>
    [ComplianceCase("lifecycle/sandboxes-apart")]
    public static async Task SandboxesApart(ComplianceContext context)
    {
        var first = await context.CreateSandboxAsync().ConfigureAwait(false);
        var second = await context.CreateSandboxAsync().ConfigureAwait(false);
        await first.Files.WriteAllTextAsync("mine", "first", context.CancellationToken).ConfigureAwait(false);
        Check.That(
            !await second.Files.ExistsAsync("mine", context.CancellationToken).ConfigureAwait(false),
            "a file of one sandbox is not in another",
            "it is there",
            Law.Isolation);
    }

    private static void RequireLabelledListing(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Labels");
        context.Require(SandboxOperation.ListSandboxes, "Labels");
    }

    private static Task CheckNothingLeftAsync(ComplianceContext context, string mark, string after) =>
        context.EventuallyAsync(
            async () => !(await context.ListLabelsAsync().ConfigureAwait(false)).Contains(mark),
            $"nothing is left at the provider after {after}", "a sandbox with the label of that creation is listed", Law.OwnWhatYouCreate);

    private static async Task<HashSet<string>> ListLabelsAsync(this ComplianceContext context)
    {
        var values = new HashSet<string>();
        await foreach (var info in context.Provider.ListAsync(null, context.CancellationToken).ConfigureAwait(false))
        {
            values.UnionWith(info.Labels.Values);
        }

        return values;
    }
}
