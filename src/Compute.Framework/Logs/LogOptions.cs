namespace Compute.Framework;

/// <summary>Which part of a sandbox's log to read.</summary>
public sealed record LogOptions
{
    /// <summary>Whether to go on with what comes, until the sandbox ends or the caller stops.</summary>
    public bool Follow { get; init; }

    /// <summary>How many of the last entries to begin with, 0 or more; all when null.</summary>
    public int? Tail { get; init; }

    /// <summary>Leaves out what was written before; nothing when null.</summary>
    public DateTimeOffset? Since { get; init; }
}
