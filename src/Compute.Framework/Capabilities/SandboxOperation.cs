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

    /// <summary>Ask for a sandbox's state.</summary>
    DescribeSandbox = 5,

    /// <summary>Check whether the back end can be used.</summary>
    CheckAvailability = 6,

    /// <summary>Run a command to its end.</summary>
    RunCommand = 10,

    /// <summary>Start a process and talk to it while it runs.</summary>
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

    /// <summary>Ask whether a file exists.</summary>
    FileExists = 24,

    /// <summary>Create a directory.</summary>
    CreateDirectory = 25,

    /// <summary>Delete a file or directory.</summary>
    DeletePath = 26,

    /// <summary>Move a file or directory.</summary>
    MovePath = 27,

    /// <summary>Copy a file or directory.</summary>
    CopyPath = 28,

    /// <summary>Save a sandbox's files.</summary>
    CreateSnapshot = 30,

    /// <summary>List snapshots.</summary>
    ListSnapshots = 31,

    /// <summary>Delete a snapshot.</summary>
    DeleteSnapshot = 32,

    /// <summary>Create sandboxes that begin with another one's files.</summary>
    Branch = 33,
}
