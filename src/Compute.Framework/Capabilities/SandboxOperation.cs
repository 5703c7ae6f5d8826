namespace Compute.Framework;

/// <summary>The operations of providers and sandboxes. Numbers are fixed: they are compiled into providers.</summary>
public enum SandboxOperation
{
    /// <summary>Create a sandbox.</summary>
    CreateSandbox = 1,

    /// <summary>Find a sandbox by id.</summary>
    GetSandbox = 2,

    /// <summary>List sandboxes.</summary>
    ListSandboxes = 3,

    /// <summary>Destroy a sandbox.</summary>
    DestroySandbox = 4,

    /// <summary>Get the state of a sandbox.</summary>
    DescribeSandbox = 5,

    /// <summary>Check whether the back end can be used.</summary>
    CheckAvailability = 6,

    /// <summary>Run a command to its end.</summary>
    RunCommand = 10,

    /// <summary>Start a process and communicate with it while it runs.</summary>
    StartProcess = 11,

    /// <summary>Run source text.</summary>
    RunCode = 12,

    /// <summary>Read a file.</summary>
    ReadFile = 20,

    /// <summary>Write a file.</summary>
    WriteFile = 21,

    /// <summary>List a directory.</summary>
    ListDirectory = 22,

    /// <summary>Describe a file.</summary>
    DescribeFile = 23,

    /// <summary>Check whether a file exists.</summary>
    FileExists = 24,

    /// <summary>Create a directory.</summary>
    CreateDirectory = 25,

    /// <summary>Delete a file or directory.</summary>
    DeletePath = 26,

    /// <summary>Move a file or directory.</summary>
    MovePath = 27,

    /// <summary>Copy a file or directory.</summary>
    CopyPath = 28,

    /// <summary>Set the mode of a file or directory.</summary>
    SetFileMode = 29,

    /// <summary>Save a sandbox's files.</summary>
    CreateSnapshot = 30,

    /// <summary>List snapshots.</summary>
    ListSnapshots = 31,

    /// <summary>Delete a snapshot.</summary>
    DeleteSnapshot = 32,

    /// <summary>Create sandboxes that start with the files of another sandbox.</summary>
    Branch = 33,

    /// <summary>Suspend a sandbox.</summary>
    Pause = 40,

    /// <summary>Resume a suspended sandbox.</summary>
    Resume = 41,

    /// <summary>End all processes of a sandbox, but keep its files.</summary>
    StopSandbox = 42,

    /// <summary>Start a sandbox again with its files.</summary>
    RestartSandbox = 43,

    /// <summary>Extend the lifetime of a sandbox.</summary>
    ExtendLifetime = 44,

    /// <summary>Get the endpoint of a port of a sandbox.</summary>
    GetEndpoint = 50,

    /// <summary>Open a terminal.</summary>
    OpenTerminal = 60,

    /// <summary>List terminals. Always provided by the framework.</summary>
    ListTerminals = 61,

    /// <summary>Find an open terminal. Always provided by the framework.</summary>
    GetTerminal = 62,

    /// <summary>List processes.</summary>
    ListProcesses = 70,

    /// <summary>Attach to a running process.</summary>
    AttachProcess = 71,

    /// <summary>Measure the resource usage of a sandbox.</summary>
    GetMetrics = 80,

    /// <summary>Read a sandbox's log.</summary>
    ReadLogs = 81,

    /// <summary>Check the health of a sandbox.</summary>
    CheckHealth = 82,

    /// <summary>Watch a directory.</summary>
    WatchFiles = 90,

    /// <summary>Create a volume.</summary>
    CreateVolume = 100,

    /// <summary>List volumes.</summary>
    ListVolumes = 101,

    /// <summary>Delete a volume.</summary>
    DeleteVolume = 102,

    /// <summary>Create a network.</summary>
    CreateNetwork = 110,

    /// <summary>List networks.</summary>
    ListNetworks = 111,

    /// <summary>Delete a network.</summary>
    DeleteNetwork = 112,

    /// <summary>Build a template.</summary>
    BuildTemplate = 120,

    /// <summary>List templates.</summary>
    ListTemplates = 121,

    /// <summary>Delete a template.</summary>
    DeleteTemplate = 122,

    /// <summary>Read the events of sandboxes.</summary>
    ReadEvents = 130,
}
