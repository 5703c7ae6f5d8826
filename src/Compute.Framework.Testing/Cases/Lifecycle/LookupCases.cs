namespace Compute.Framework.Testing;

/// <summary>Sandboxes are found by id and listed.</summary>
public static class LookupCases
{
    /// <summary>Get finds the sandbox that create made.</summary>
    [ComplianceCase("lifecycle/get-same")]
    [Proves(SandboxOperation.GetSandbox)]
    public static async Task GetSame(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var found = Check.NotNull(
            await context.Provider.GetAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false),
            "GetAsync finds a sandbox that was just created", Law.Identity);
        await using (found.ConfigureAwait(false))
        {
            Check.Equal(sandbox.Id, found.Id, "the id of what GetAsync found", Law.Identity);
            await sandbox.Files.WriteAllTextAsync("seen-through-both", "yes", context.CancellationToken).ConfigureAwait(false);
            Check.That(
                await found.Files.ExistsAsync("seen-through-both", context.CancellationToken).ConfigureAwait(false),
                "the found sandbox has a file that was written through the created one", "the file is not there", Law.Identity);
        }
    }

    /// <summary>Get of an id that no sandbox has is null.</summary>
    [ComplianceCase("lifecycle/get-unknown")]
    public static async Task GetUnknown(ComplianceContext context)
    {
        foreach (var id in (string[])[$"none{Guid.NewGuid():n}", "../none", "no such sandbox"])
        {
            ISandbox? found = null;
            await Check.SucceedsAsync(
                async () => found = await context.Provider.GetAsync(id, context.CancellationToken).ConfigureAwait(false),
                $"GetAsync(\"{id}\")", Law.Identity).ConfigureAwait(false);
            Check.That(
                found is null, $"null from GetAsync(\"{id}\"), which no sandbox has", $"a sandbox with id '{found?.Id}'", Law.Identity);
        }
    }

    /// <summary>A listing has the sandbox while it is there, once.</summary>
    [ComplianceCase("lifecycle/list-contains")]
    [Proves(SandboxOperation.ListSandboxes)]
    public static async Task ListContains(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListSandboxes);
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var times = (await context.ListIdsAsync().ConfigureAwait(false)).Count(id => id == sandbox.Id);
        Check.Equal(1, times, "how often a listing has a sandbox that is there", Law.Identity);
    }

    /// <summary>A listing omits what is destroyed.</summary>
    [ComplianceCase("lifecycle/list-omits-destroyed")]
    public static async Task ListOmitsDestroyed(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListSandboxes);
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        Check.That(
            !(await context.ListIdsAsync().ConfigureAwait(false)).Contains(sandbox.Id),
            "a listing without the destroyed sandbox",
            "it is still listed",
            Law.Destroy);
    }

    /// <summary>A listing returns everything when there is more than one page.</summary>
    [ComplianceCase("lifecycle/list-pages")]
    public static async Task ListPages(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListSandboxes);
        var created = new HashSet<string>();
        for (var i = 0; i < context.Settings.ListedSandboxes; i++)
        {
            created.Add((await context.CreateSandboxAsync().ConfigureAwait(false)).Id);
        }

        var listed = await context.ListIdsAsync().ConfigureAwait(false);
        created.ExceptWith(listed);
        Check.That(
            created.Count == 0,
            $"all of {context.Settings.ListedSandboxes} sandboxes in one listing",
            $"{created.Count} are missing",
            Law.Identity);
        Check.Equal(listed.Distinct().Count(), listed.Count, "the number of entries in a listing (none twice)", Law.Identity);
    }

    /// <summary>A label filter returns what carries all of the labels, and nothing else.</summary>
    [ComplianceCase("lifecycle/list-by-label")]
    [Proves(SandboxOperation.ListSandboxes, "Labels")]
    public static async Task ListByLabel(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListSandboxes, "Labels");
        context.Require(SandboxOperation.CreateSandbox, "Labels");
        var group = Guid.NewGuid().ToString("n")[..12];
        var first = await context.CreateSandboxAsync(context.DefaultsWithLabels(("group", group), ("role", "first"))).ConfigureAwait(false);
        var second = await context.CreateSandboxAsync(context.DefaultsWithLabels(
            ("group", group), ("role", "second"))).ConfigureAwait(false);
        await context.CreateSandboxAsync(context.DefaultsWithLabels(("group", "other"), ("role", "first"))).ConfigureAwait(false);
        var both = await context.ListIdsAsync(("group", group)).ConfigureAwait(false);
        Check.That(
            both.Count == 2 && both.Contains(first.Id) && both.Contains(second.Id),
            "the two sandboxes that carry the label",
            $"{both.Count} sandboxes",
            Law.HonorOrReject);
        var one = await context.ListIdsAsync(("group", group), ("role", "first")).ConfigureAwait(false);
        Check.That(
            one is [var id] && id == first.Id, "the one sandbox that carries both labels", $"{one.Count} sandboxes", Law.HonorOrReject);
    }

    /// <summary>A listed sandbox is described as GetInfo describes it.</summary>
    [ComplianceCase("lifecycle/list-agrees-with-info")]
    public static async Task ListAgreesWithInfo(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListSandboxes);
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var info = await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
        await foreach (var listed in context.Provider.ListAsync(null, context.CancellationToken).ConfigureAwait(false))
        {
            if (listed.Id == sandbox.Id)
            {
                Check.Equal(info.ProviderName, listed.ProviderName, "ProviderName in a listing", Law.Identity);
                Check.Equal(info.CreatedAt, listed.CreatedAt, "CreatedAt in a listing", Law.Identity);
                return;
            }
        }

        throw new ComplianceFailedException("a listing with the created sandbox", "it is not listed", Law.Identity);
    }
}
