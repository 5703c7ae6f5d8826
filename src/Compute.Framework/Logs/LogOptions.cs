namespace Compute.Framework;

/// <summary>Specifies which part of a sandbox's log to read.</summary>
public sealed record LogOptions
{
    /// <summary>Whether to continue with new entries until the sandbox ends or the caller stops.</summary>
    public bool Follow { get; init; }

    /// <summary>The number of most recent entries to start with, 0 or more; all if null.</summary>
    public int? Tail { get; init; }

    /// <summary>Omits entries that were written before this time; none if null.</summary>
    public DateTimeOffset? Since { get; init; }
}
