namespace Compute.Framework;

/// <summary>How a command ended.</summary>
public enum ExecutionOutcome
{
    /// <summary>The command exited by itself; there is an exit code.</summary>
    Exited,

    /// <summary>A signal that the framework did not send terminated the command.</summary>
    Signaled,

    /// <summary>The time-out elapsed; the command was killed with everything that it started.</summary>
    TimedOut,

    /// <summary>The caller killed the command.</summary>
    Killed,

    /// <summary>The program is missing or cannot be executed, or the working directory is missing.</summary>
    FailedToStart,
}
