namespace Compute.Framework;

/// <summary>How a command ended.</summary>
public enum ExecutionOutcome
{
    /// <summary>It exited by itself; there is an exit code.</summary>
    Exited,

    /// <summary>A signal ended it that the framework did not send.</summary>
    Signaled,

    /// <summary>Its time-out passed; it was killed with everything that it started.</summary>
    TimedOut,

    /// <summary>The caller killed it.</summary>
    Killed,

    /// <summary>The program is missing or cannot be executed, or the working directory is missing.</summary>
    FailedToStart,
}
