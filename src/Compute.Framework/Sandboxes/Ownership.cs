namespace Compute.Framework;

/// <summary>Who cleans a sandbox up. Chosen at creation, because not every back end can relabel later.</summary>
public enum Ownership
{
    /// <summary>The creating process: disposing the sandbox destroys it, and a reaper removes it when that process died.</summary>
    Owned,

    /// <summary>Nobody but the caller: it stays until it is destroyed by id or its lifetime ends.</summary>
    Detached,
}
