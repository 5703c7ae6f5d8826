namespace Compute.Gateway.E2B;

/// <summary>What a template of E2B is here. At most one of image, template and snapshot is set; with none it is the provider's
/// default.</summary>
public sealed record E2BTemplate
{
    internal const string BaseName = "base";

    /// <summary>The image that sandboxes run; see <see cref="CreateSandboxOptions.Image"/>.</summary>
    public string? Image { get; init; }

    /// <summary>The provider's template; see <see cref="CreateSandboxOptions.Template"/>.</summary>
    public string? Template { get; init; }

    /// <summary>The provider's snapshot; see <see cref="CreateSandboxOptions.SnapshotId"/>.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>The resources of its sandboxes; the provider's default if empty.</summary>
    public SandboxResources Resources { get; init; } = SandboxResources.Default;

    /// <summary>The ports of its sandboxes that are reached through the gateway (<c>getHost(port)</c>), from 1 to 65535; none by default.
    /// As at E2B, whoever knows a sandbox's id reaches them, unless its creator forbade that (<c>allowPublicTraffic: false</c>).</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];
}
