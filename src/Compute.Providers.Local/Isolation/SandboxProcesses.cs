using System.Runtime.Versioning;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>What runs in a sandbox, seen from outside.</summary>
[SupportedOSPlatform("linux")]
internal static class SandboxProcesses
{
    private const int MaxRounds = 20;

    /// <summary>Whether something may be writing to a workspace: a process inside, or any that has a file of it open.</summary>
    public static bool IsBusy(SandboxRecord record, SandboxPaths paths)
    {
        if (record.Isolation == LocalIsolation.Namespaces)
        {
            return Inside(paths).Count > 0;
        }

        // The kernel refuses to unmount what is in use; who has a plain directory open must be looked for.
        return new ProcessTree(SandboxEnvironment.SandboxMarker(record.Id)).IsAnyMarked()
            || (record.Layers.Count == 0 && OpenFiles.AreBelow(paths.Workspace));
    }

    /// <summary>Stops everything in a sandbox until disposed.</summary>
    public static Stopped StopFor(SandboxRecord record, SandboxPaths paths) => new(Stop(record, paths));

    /// <summary>Stops everything in a sandbox that is not stopped already.</summary>
    /// <returns>What was stopped, in that order.</returns>
    public static List<PausedProcess> Stop(SandboxRecord record, SandboxPaths paths)
    {
        // Parents first, so that none of them sees a child stop and takes it for news.
        var stopped = new List<PausedProcess>();
        for (var round = 0; round < MaxRounds; round++)
        {
            var all = All(record, paths)
                .Where(
                    process => process.State != 'T' && !stopped.Exists(
                        other => other.Id == process.Id && other.StartTime == process.StartTime))
                .OrderBy(process => process.StartTime).ThenBy(process => process.Id).ToList();
            if (all.Count == 0)
            {
                break;
            }

            all.ForEach(process => ProcessDescriptor.Stop(process.Id, process.StartTime));
            stopped.AddRange(all.Select(process => new PausedProcess(process.Id, process.StartTime)));
        }

        return stopped;
    }

    /// <summary>Lets stopped processes run on, children first.</summary>
    public static void Continue(List<PausedProcess> processes)
    {
        for (var index = processes.Count - 1; index >= 0; index--)
        {
            ProcessDescriptor.Signal(processes[index].Id, processes[index].StartTime, Libc.SIGCONT);
        }
    }

    /// <summary>Every process of a sandbox, with the helpers that entered for it.</summary>
    public static IEnumerable<ProcessStat> All(SandboxRecord record, SandboxPaths paths) =>
        new ProcessTree(SandboxEnvironment.SandboxMarker(record.Id)).Find().Concat(Inside(paths)).DistinctBy(process => process.Id);

    /// <summary>The processes in a sandbox's process namespace, without the two that hold it.</summary>
    private static List<ProcessStat> Inside(SandboxPaths paths)
    {
        if (NamespaceHolder.Read(paths) is not { } holder
            || !NamespaceHolder.IsAlive(holder)
            || ProcFs.Link(holder.ProcessId, "ns/pid") is not { } space)
        {
            return [];
        }

        var sleeper = ProcessTree.OnlyChild(new ProcessStat(holder.ProcessId, 'S', 0, 0, 0, holder.StartTime));
        return [.. ProcFs.ProcessIds()
            .Where(id => id != holder.ProcessId && id != sleeper?.Id && ProcFs.Link(id, "ns/pid") == space)
            .Select(ProcFs.Stat).OfType<ProcessStat>().Where(process => process.IsAlive)];
    }

    /// <summary>Processes that were stopped.</summary>
    internal sealed class Stopped(List<PausedProcess> processes) : IDisposable
    {
        public void Dispose() => Continue(processes);
    }
}
