namespace Compute.Framework.Testing;

/// <summary>Short forms for cases about whole sandboxes.</summary>
internal static class Sandboxes
{
    public static CreateSandboxOptions DefaultsWithLabels(this ComplianceContext context, params (string Key, string Value)[] labels)
    {
        var all = new Dictionary<string, string>(context.Defaults.Labels);
        foreach (var (key, value) in labels)
        {
            all[key] = value;
        }

        return context.Defaults with { Labels = all };
    }

    public static async Task<List<string>> ListIdsAsync(this ComplianceContext context, params (string Key, string Value)[] labels)
    {
        var filter = labels.Length == 0
            ? null
            : new SandboxFilter { Labels = labels.ToDictionary(label => label.Key, label => label.Value) };
        var ids = new List<string>();
        await foreach (var info in context.Provider.ListAsync(filter, context.CancellationToken).ConfigureAwait(false))
        {
            ids.Add(info.Id);
        }

        return ids;
    }

    /// <summary>Whether the provider still has the sandbox.</summary>
    public static async Task<bool> IsThereAsync(this ComplianceContext context, string sandboxId)
    {
        var found = await context.Provider.GetAsync(sandboxId, context.CancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            return false;
        }

        await found.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    public static async Task CheckGoneAsync(this ComplianceContext context, string sandboxId, string after, string law) =>
        Check.That(
            !await context.IsThereAsync(sandboxId).ConfigureAwait(false),
            $"GetAsync gives null after {after}",
            "the sandbox is still there",
            law);

    /// <summary>The sandbox is in a state, or soon: some back ends tell it a moment after the call.</summary>
    public static async Task CheckStatusAsync(this ComplianceContext context, ISandbox sandbox, SandboxStatus expected, string after)
    {
        var status = SandboxStatus.Unknown;
        await context.EventuallyAsync(
            async () => (status = (await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false)).Status) == expected,
            context.Settings.Patience, () => $"the status {expected} after {after}", () => $"{status}", Law.Pausing).ConfigureAwait(false);
    }
}
