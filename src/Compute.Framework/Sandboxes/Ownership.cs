namespace Compute.Framework;

/// <summary>Specifies who destroys a sandbox. The choice is made at creation, because not every back end can change labels later.</summary>
public enum Ownership
{
    /// <summary>The creating process: disposing the sandbox destroys it, and a reaper removes it after
    /// that process has terminated.</summary>
    Owned,

    /// <summary>Only the caller: the sandbox exists until it is destroyed by id or its lifetime ends.</summary>
    Detached,
}
