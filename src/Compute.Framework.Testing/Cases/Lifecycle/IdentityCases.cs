using System.Text.RegularExpressions;

namespace Compute.Framework.Testing;

/// <summary>Sandboxes have an id, a provider, a state.</summary>
public static partial class IdentityCases
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Two sandboxes have two ids, neither empty.</summary>
    [ComplianceCase("lifecycle/ids-unique")]
    public static async Task IdsUnique(ComplianceContext context)
    {
        var first = await context.CreateSandboxAsync().ConfigureAwait(false);
        var second = await context.CreateSandboxAsync().ConfigureAwait(false);
        Check.That(first.Id.Length > 0 && second.Id.Length > 0, "ids that are not empty", $"'{first.Id}' and '{second.Id}'", Law.Identity);
        Check.That(first.Id != second.Id, "two sandboxes with different ids", $"both are '{first.Id}'", Law.Identity);
    }

    /// <summary>Provider, sandbox and description carry the same name.</summary>
    [ComplianceCase("lifecycle/provider-name")]
    public static async Task ProviderName(ComplianceContext context)
    {
        var name = context.Provider.Info.Name;
        Check.That(NamePattern().IsMatch(name), "a provider name of lower case letters, digits and hyphens", $"'{name}'", Law.Identity);
        Check.That(context.Provider.Info.DisplayName.Length > 0, "a display name", "an empty one", Law.Identity);
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        Check.Equal(name, sandbox.Provider.Name, "ISandbox.Provider.Name", Law.Identity);
        var info = await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Equal(name, info.ProviderName, "SandboxInfo.ProviderName", Law.Identity);
    }

    /// <summary>A created sandbox runs.</summary>
    [ComplianceCase("lifecycle/running-after-create")]
    [Proves(SandboxOperation.CreateSandbox)]
    [Proves(SandboxOperation.DescribeSandbox)]
    public static async Task RunningAfterCreate(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var info = await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
        Check.That(
            info.Status is SandboxStatus.Running or SandboxStatus.Unknown,
            "status Running right after CreateAsync (Unknown only where the back end reports none)", info.Status.ToString(), Law.Identity);
    }

    /// <summary>The description is of the sandbox that was asked for.</summary>
    [ComplianceCase("lifecycle/info-complete")]
    public static async Task InfoComplete(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await context.CreateSandboxAsync().ConfigureAwait(false);
        var info = await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Equal(sandbox.Id, info.Id, "SandboxInfo.Id", Law.Identity);
        Check.That(
            !info.Labels.Keys.Any(key => key.StartsWith("compute.", StringComparison.Ordinal)),
            "no label of the framework among SandboxInfo.Labels", string.Join(", ", info.Labels.Keys), Law.Identity);
    }

    /// <summary>The time of creation is in UTC and near now.</summary>
    [ComplianceCase("lifecycle/creation-time")]
    public static async Task CreationTime(ComplianceContext context)
    {
        var before = DateTimeOffset.UtcNow;
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var info = await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
        if (info.CreatedAt is not { } created)
        {
            context.NotApplicable("The back end does not report when a sandbox was created.");
            return;
        }

        Check.Equal(TimeSpan.Zero, created.Offset, "the offset of CreatedAt from UTC", Law.Identity);
        Check.That(
            created >= before - ClockTolerance && created <= DateTimeOffset.UtcNow + ClockTolerance,
            $"a CreatedAt within {ClockTolerance.TotalMinutes:0} minutes of {before:O}", $"{created:O}", Law.Identity);
    }

    /// <summary>Two descriptions of one sandbox agree.</summary>
    [ComplianceCase("lifecycle/info-stable")]
    public static async Task InfoStable(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var first = await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
        var second = await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Equal(first.Id, second.Id, "the id in a second description", Law.Identity);
        Check.Equal(first.CreatedAt, second.CreatedAt, "CreatedAt in a second description", Law.Identity);
        Check.Equal(first.ExpiresAt, second.ExpiresAt, "ExpiresAt in a second description", Law.Identity);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}
