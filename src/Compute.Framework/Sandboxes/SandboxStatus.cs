namespace Compute.Framework;

/// <summary>The state of a sandbox.</summary>
public enum SandboxStatus
{
    /// <summary>The back end reports no state that the framework knows.</summary>
    Unknown,

    /// <summary>The sandbox is being created and cannot be used yet.</summary>
    Creating,

    /// <summary>The sandbox can run commands.</summary>
    Running,

    /// <summary>The sandbox is suspended and keeps its files.</summary>
    Paused,

    /// <summary>The sandbox is stopped; whether it can be started again depends on the back end.</summary>
    Stopped,

    /// <summary>The back end reports that the sandbox has failed.</summary>
    Failed,
}
