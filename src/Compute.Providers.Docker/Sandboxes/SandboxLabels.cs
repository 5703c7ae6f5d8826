using System.Globalization;
using System.Text.Json;
using Compute.Framework.Authoring;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>The labels by which this provider finds its own things again.</summary>
/// <remarks>A container also has the labels of its image, and an image those of the container that it was committed from. So each
/// container says which labels are its own, and each of these labels is set on each container.</remarks>
internal static class SandboxLabels
{
    public const string Provider = "compute.provider";
    public const string IsOurs = Provider + "=docker";
    public const string Snapshot = "compute.snapshot";
    public const string SnapshotParent = "compute.snapshot-parent";
    public const string Template = "compute.template";

    /// <summary>The image that a sandbox began with, also where snapshots came between: those hand it on.</summary>
    public const string Image = "compute.image";

    /// <summary>How the container is run, in the words of the API; its branches are run alike.</summary>
    public const string Host = "compute.host";

    private const string Keys = "compute.keys";
    private const string Expires = "compute.expires";
    private const string From = "compute.from";

    /// <summary>All labels of a new container.</summary>
    public static Dictionary<string, string> Of(string image, HostConfig host, DockerCreate create, DateTimeOffset now) =>
        new(create.Labels, StringComparer.Ordinal)
    {
        [Provider] = "docker",
        [Image] = image,
        [Host] = JsonSerializer.Serialize(host, WireJson.Default.HostConfig),
        [Keys] = string.Join(',', create.Labels.Keys.Select(Uri.EscapeDataString)),
        [Expires] = create.Lifetime is { } lifetime && lifetime < DateTimeOffset.MaxValue - now
            ? (now + lifetime).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            : string.Empty,
        [From] = create.SnapshotId ?? string.Empty,
    };

    /// <summary>The labels that a container was created with; null when it is no sandbox.</summary>
    public static Dictionary<string, string>? Own(IReadOnlyDictionary<string, string>? all) =>
        all?.GetValueOrDefault(Keys)?.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)
            .Where(all.ContainsKey).ToDictionary(key => key, key => all[key], StringComparer.Ordinal);

    public static DateTimeOffset? ExpiresAt(IReadOnlyDictionary<string, string>? all) =>
        long.TryParse(all?.GetValueOrDefault(Expires), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public static string? SnapshotId(IReadOnlyDictionary<string, string>? all) =>
        all?.GetValueOrDefault(From) is { Length: > 0 } id ? id : null;
}
