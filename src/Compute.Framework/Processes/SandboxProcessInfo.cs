using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A process of a sandbox.</summary>
public sealed record SandboxProcessInfo
{
    /// <summary>The process's id at the back end; see <see cref="IProcessTable.AttachProcessAsync"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The program and its arguments; null where the back end does not report.</summary>
    public IReadOnlyList<string>? Arguments { get; init => field = ContentList<string>.OrNull(value); }

    /// <summary>When it was started, in UTC; null where the back end does not report.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether it runs.</summary>
    public required bool IsRunning { get; init; }
}
