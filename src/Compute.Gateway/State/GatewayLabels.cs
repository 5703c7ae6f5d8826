namespace Compute.Gateway.State;

/// <summary>The labels of a sandbox at the two ends of the gateway. What the framework at the caller's end sets (<c>compute.…</c>)
/// is kept under <c>gateway.…</c>, because the framework at this end has labels of its own; so is the tenant.</summary>
internal static class GatewayLabels
{
    private const string TenantLabel = GatewayProtocol.OwnLabels + "tenant";
    private const string CreationLabel = GatewayProtocol.OwnLabels + "creation";
    private const string OwnerLabel = GatewayProtocol.FrameworkLabels + "owner";

    /// <summary>The labels that a sandbox is created with, or searched by.</summary>
    /// <exception cref="UnsupportedOptionException">A label is the gateway's own.</exception>
    public static Dictionary<string, string> ToBackEnd(IReadOnlyDictionary<string, string> labels, string? tenant)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in labels)
        {
            if (key.StartsWith(GatewayProtocol.OwnLabels, StringComparison.Ordinal))
            {
                throw new UnsupportedOptionException(
                    nameof(CreateSandboxOptions.Labels), $"labels that begin with '{GatewayProtocol.OwnLabels}' are the gateway's own");
            }

            var isFramework = key.StartsWith(GatewayProtocol.FrameworkLabels, StringComparison.Ordinal);
            all[isFramework ? GatewayProtocol.OwnLabels + key[GatewayProtocol.FrameworkLabels.Length..] : key] = value;
        }

        if (all.ContainsKey(TenantLabel) || all.ContainsKey(CreationLabel))
        {
            throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Labels), "the tenant is that of the key");
        }

        if (tenant is not null)
        {
            all[TenantLabel] = tenant;
        }

        return all;
    }

    /// <summary>The sandbox as the caller sees it.</summary>
    public static SandboxInfo ToCaller(SandboxInfo info)
    {
        var labels = ToCaller(info.Labels);
        if (info.Owner is { } owner)
        {
            labels.TryAdd(OwnerLabel, owner.ToString());
        }

        return info with { Labels = labels, Owner = null };
    }

    /// <summary>The labels as the caller sees them.</summary>
    public static Dictionary<string, string> ToCaller(IReadOnlyDictionary<string, string> backEnd)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in backEnd.Where(static label => label.Key is not (TenantLabel or CreationLabel)))
        {
            var isOwn = key.StartsWith(GatewayProtocol.OwnLabels, StringComparison.Ordinal);
            labels[isOwn ? GatewayProtocol.FrameworkLabels + key[GatewayProtocol.OwnLabels.Length..] : key] = value;
        }

        return labels;
    }

    /// <summary>The labels of a snapshot, which has those of its sandbox: not the owner's and the token of the sandbox.</summary>
    public static Dictionary<string, string> WithoutFramework(IReadOnlyDictionary<string, string> labels) => labels
        .Where(static label => !label.Key.StartsWith(GatewayProtocol.FrameworkLabels, StringComparison.Ordinal))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The labels of a branch: those of its source, but for the token of the source's creation.</summary>
    public static Dictionary<string, string> ForBranch(IReadOnlyDictionary<string, string> backEnd) =>
        backEnd.Where(static label => label.Key is not (GatewayProtocol.OwnLabels + "token" or CreationLabel))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>The label by which a sandbox is found whose creation is being counted.</summary>
    public static Dictionary<string, string> OfCreation(string mark) => new(StringComparer.Ordinal) { [CreationLabel] = mark };

    /// <summary>The value of <see cref="OfCreation"/>; null without it.</summary>
    public static string? CreationOf(IReadOnlyDictionary<string, string> labels) => labels.GetValueOrDefault(CreationLabel);

    /// <summary>Whether it belongs to some tenant.</summary>
    public static bool HasTenant(IReadOnlyDictionary<string, string> labels) => labels.ContainsKey(TenantLabel);

    /// <summary>Whether a tenant may see what belongs to it, or to none.</summary>
    public static bool IsShared(IReadOnlyDictionary<string, string> labels, string? tenant) =>
        !HasTenant(labels) || IsVisible(labels, tenant);

    /// <summary>Whether a caller may see a sandbox: all of them without a tenant, and otherwise those of the tenant.</summary>
    public static bool IsVisible(IReadOnlyDictionary<string, string> labels, string? tenant) =>
        tenant is null || (labels.TryGetValue(TenantLabel, out var owner) && owner == tenant);
}
