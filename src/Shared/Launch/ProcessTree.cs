using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace Compute.Framework.Launch;

/// <summary>A process and what it started: its descendants, its session and group, and whatever carries its marker in the
/// environment.</summary>
/// <remarks>What forks twice, starts a session of its own and drops its environment is found by none of these.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class ProcessTree
{
    private const int MaxRounds = 50;
    private const int MaxDyingMilliseconds = 2000;
    private const int MaxKillMilliseconds = 30_000;
    private const int MaxStoppingMilliseconds = 100;

    private readonly ProcessStat? _root;
    private readonly byte[] _marker;

    public ProcessTree(ProcessStat root, string? marker)
        : this(marker) => _root = root;

    /// <param name="marker">The environment entry, such as <c>NAME=value</c>; null where there is none.</param>
    public ProcessTree(string? marker) => _marker = Encoding.UTF8.GetBytes(marker ?? string.Empty);

    /// <summary>Kills all of it and waits for its end.</summary>
    /// <remarks>
    /// All are stopped before the first is killed: a killed parent no longer leads to its children. A signal takes effect only when its
    /// receiver runs next, and a process that is forking at that moment still gets its child, after the search. Hence the waits for
    /// what was stopped and killed, and the search that is repeated until it finds nothing.
    /// </remarks>
    public void Kill()
    {
        var limit = Environment.TickCount64 + MaxKillMilliseconds;
        var killed = new HashSet<(int Id, long StartTime)>();
        for (var found = Stop(); found.Count > 0; found = Stop())
        {
            var isNew = false;
            foreach (var process in found)
            {
                ProcessDescriptor.Signal(process.Id, process.StartTime, Libc.SIGKILL);
                isNew |= killed.Add((process.Id, process.StartTime));
            }

            var deadline = Environment.TickCount64 + MaxDyingMilliseconds;
            foreach (var process in found)
            {
                ProcessDescriptor.WaitForEnd(process.Id, process.StartTime, (int)Math.Max(0, deadline - Environment.TickCount64));
            }

            // What waits for a device dies when that responds.
            if (!isNew || Environment.TickCount64 >= limit)
            {
                break;
            }
        }
    }

    /// <summary>Stops all of it, and what it starts meanwhile.</summary>
    private List<ProcessStat> Stop()
    {
        var stopped = new List<ProcessStat>();
        var known = new HashSet<(int Id, long StartTime)>();
        for (var round = 0; round < MaxRounds; round++)
        {
            var found = Find().FindAll(process => known.Add((process.Id, process.StartTime)));
            if (found.Count == 0)
            {
                break;
            }

            found.ForEach(process => ProcessDescriptor.Signal(process.Id, process.StartTime, Libc.SIGSTOP));
            stopped.AddRange(found);

            // One that waits for its vfork child, or for a disk, does not stop; it starts nothing either.
            SpinWait.SpinUntil(() => found.TrueForAll(process => ProcessDescriptor.IsStopped(process.Id, process.StartTime)),
                MaxStoppingMilliseconds);
        }

        return stopped;
    }

    /// <summary>Sends a signal to all that is found now.</summary>
    public void Signal(int signal)
    {
        foreach (var process in Find())
        {
            ProcessDescriptor.Signal(process.Id, process.StartTime, signal);
        }
    }

    /// <summary>Whether a process carries the marker; faster than <see cref="Find"/>.</summary>
    public bool IsAnyMarked() => ProcFs.ProcessIds().Any(id => id != Environment.ProcessId && HasMarker(id));

    /// <summary>The living processes of the tree.</summary>
    public List<ProcessStat> Find()
    {
        var all = new List<ProcessStat>();
        foreach (var id in ProcFs.ProcessIds())
        {
            if (id != Environment.ProcessId && ProcFs.Stat(id) is { IsAlive: true } process)
            {
                all.Add(process);
            }
        }

        // The root's id is given to another process only when nobody of its session is left.
        var isReused = all.Exists(process => process.Id == _root?.Id && process.StartTime != _root?.StartTime);
        var members = new HashSet<int>();
        foreach (var process in all)
        {
            if ((!isReused && IsRootOrItsGroup(process)) || HasMarker(process.Id))
            {
                members.Add(process.Id);
            }
        }

        // A child's id may be smaller than its parent's, so go round until nothing is added.
        for (var added = members.Count > 0; added;)
        {
            added = false;
            foreach (var process in all)
            {
                added |= members.Contains(process.ParentId) && members.Add(process.Id);
            }
        }

        return all.FindAll(process => members.Contains(process.Id));
    }

    /// <summary>The one child of a process; null when it has none (yet).</summary>
    public static ProcessStat? OnlyChild(ProcessStat parent)
    {
        try
        {
            var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{parent.Id}/task/{parent.Id}/children"));
            return int.TryParse(children.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? ProcFs.Stat(id)
                : null;
        }
        catch (Exception exception) when (ProcFs.IsGone(exception))
        {
            return null;
        }
    }

    /// <summary>The root leads a session and a group of its own.</summary>
    private bool IsRootOrItsGroup(ProcessStat process) => _root is { } root
        && process.StartTime >= root.StartTime
        && (process.Id == root.Id ? process.StartTime == root.StartTime : process.SessionId == root.Id || process.GroupId == root.Id);

    private bool HasMarker(int processId)
    {
        if (_marker.Length == 0)
        {
            return false;
        }

        var environment = ProcFs.Environment(processId);
        while (!environment.IsEmpty)
        {
            var end = environment.IndexOf((byte)0);
            var entry = end < 0 ? environment : environment[..end];
            if (entry.SequenceEqual(_marker))
            {
                return true;
            }

            environment = end < 0 ? default : environment[(end + 1)..];
        }

        return false;
    }
}
