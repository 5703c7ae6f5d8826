using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>An event of a sandbox.</summary>
public sealed record SandboxEvent
{
    /// <summary>The kind of the event.</summary>
    public required SandboxEventKind Kind { get; init; }

    /// <summary>The sandbox's id.</summary>
    public required string SandboxId { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The back end's name for the event.</summary>
    public required string Name { get; init; }

    /// <summary>The sandbox's labels, if the back end reports them, without the framework's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}

/// <summary>Kinds of <see cref="SandboxEvent"/>.</summary>
public enum SandboxEventKind
{
    /// <summary>Another event; see <see cref="SandboxEvent.Name"/>.</summary>
    Other,

    /// <summary>The sandbox was created.</summary>
    Created,

    /// <summary>The sandbox was started, or started again.</summary>
    Started,

    /// <summary>The sandbox was suspended.</summary>
    Paused,

    /// <summary>The sandbox was resumed.</summary>
    Resumed,

    /// <summary>The sandbox was stopped, or its main process ended.</summary>
    Stopped,

    /// <summary>The sandbox was destroyed.</summary>
    Destroyed,

    /// <summary>The sandbox, or a process in it, ran out of memory.</summary>
    OutOfMemory,

    /// <summary>The sandbox's health changed; see <see cref="IHealthSource"/>.</summary>
    HealthChanged,
}
