namespace Compute.Framework;

/// <summary>The state of a sandbox.</summary>
public enum SandboxStatus
{
    /// <summary>The back end tells no state that the framework knows.</summary>
    Unknown,

    /// <summary>Being created; not usable yet.</summary>
    Creating,

    /// <summary>Runs commands.</summary>
    Running,

    /// <summary>Suspended; keeps its files.</summary>
    Paused,

    /// <summary>Stopped; may or may not be startable again.</summary>
    Stopped,

    /// <summary>Broken at the back end.</summary>
    Failed,
}
