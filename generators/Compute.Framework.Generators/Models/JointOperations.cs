namespace Compute.Framework.Generators.Models;

/// <summary>Operations that make one interface together. Callers get it from a provider that has all of them, and not one of them from
/// another.</summary>
internal static class JointOperations
{
    public static readonly EquatableArray<string> Pausing = Of("Pause", "Resume");
    public static readonly EquatableArray<string> Restarting = Of("StopSandbox", "RestartSandbox");
    public static readonly EquatableArray<string> Processes = Of("ListProcesses", "AttachProcess");
    public static readonly EquatableArray<string> Snapshots = Of("ListSnapshots", "DeleteSnapshot");
    public static readonly EquatableArray<string> Volumes = Of("CreateVolume", "ListVolumes", "DeleteVolume");
    public static readonly EquatableArray<string> Networks = Of("CreateNetwork", "ListNetworks", "DeleteNetwork");
    public static readonly EquatableArray<string> Templates = Of("BuildTemplate", "ListTemplates", "DeleteTemplate");

    private static readonly EquatableArray<string>[] All = [Pausing, Restarting, Processes, Snapshots, Volumes, Networks, Templates];

    /// <summary>The operations without which nobody can call a given one: none where it is called in some way.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="declares">Whether the author wrote a method for an operation.</param>
    public static List<string> Lacking(string operation, Func<string, bool> declares)
    {
        var lacking = new List<string>();
        foreach (var joint in All)
        {
            if (joint.Contains(operation) && !IsCalledAlone(operation, declares))
            {
                foreach (var other in joint)
                {
                    if (!declares(other))
                    {
                        lacking.Add(other);
                    }
                }
            }
        }

        return lacking;
    }

    /// <summary>The runtime has the rest of the table of processes where they are started, and deletes the snapshots that it branches
    /// by.</summary>
    private static bool IsCalledAlone(string operation, Func<string, bool> declares) => operation switch
    {
        "ListProcesses" or "AttachProcess" => declares("StartProcess"),
        "DeleteSnapshot" => declares("CreateSnapshot") && !declares("Branch"),
        _ => false,
    };

    private static EquatableArray<string> Of(params string[] operations) => new(operations);
}
