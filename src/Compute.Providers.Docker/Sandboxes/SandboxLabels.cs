using System.Globalization;
using Compute.Framework;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>The labels by which this provider finds its own things again.</summary>
/// <remarks>A container also has the labels of its image, and an image those of the container that it was committed from. So each
/// container says which labels are its own, and each of these labels is set on each container.</remarks>
internal static class SandboxLabels
{
    public const string Provider = "compute.provider=docker";
    public const string Snapshot = "compute.snapshot";
    public const string SnapshotName = "compute.snapshot-name";
    public const string SnapshotParent = "compute.snapshot-parent";

    private const string Keys = "compute.keys";
    private const string Expires = "compute.expires";
    private const string From = "compute.from";

    /// <summary>All labels of a new container.</summary>
    public static Dictionary<string, string> Of(NewSandbox sandbox, DateTimeOffset now) => new(sandbox.Labels, StringComparer.Ordinal)
    {
        [Provider.Split('=')[0]] = Provider.Split('=')[1],
        [Keys] = string.Join(',', sandbox.Labels.Keys.Select(Uri.EscapeDataString)),
        [Expires] = sandbox.Lifetime is { } lifetime && lifetime < DateTimeOffset.MaxValue - now
            ? (now + lifetime).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            : string.Empty,
        [From] = sandbox.SnapshotId ?? string.Empty,
    };

    /// <summary>The labels that a container was created with.</summary>
    public static Dictionary<string, string> Own(IReadOnlyDictionary<string, string> all) =>
        all.GetValueOrDefault(Keys, string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)
            .Where(all.ContainsKey).ToDictionary(key => key, key => all[key], StringComparer.Ordinal);

    public static DateTimeOffset? ExpiresAt(IReadOnlyDictionary<string, string> all) =>
        long.TryParse(all.GetValueOrDefault(Expires), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public static string? SnapshotId(IReadOnlyDictionary<string, string> all) =>
        all.GetValueOrDefault(From) is { Length: > 0 } id ? id : null;

    public static bool IsSandbox(IReadOnlyDictionary<string, string>? all) => all?.ContainsKey(Keys) == true;
}
