using System.Globalization;
using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Limits;

/// <summary>Enforces limits by Linux control groups, of either version. A sandbox without limits has no group.</summary>
[SupportedOSPlatform("linux")]
internal static class ControlGroups
{
    private const int PeriodMicroseconds = 100_000;
    private const int MinQuotaMicroseconds = 1_000;
    private const int MaxRounds = 50;

    private static readonly Lazy<ControlGroupRoots> Roots = new(ControlGroupRoots.Find);

    /// <summary>Makes the groups of a sandbox.</summary>
    /// <param name="sandboxId">The sandbox.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="helpers">How many processes of the provider's own count besides each command.</param>
    /// <exception cref="UnsupportedOptionException">A limit cannot be enforced here.</exception>
    public static void Create(string sandboxId, ResourceLimits limits, int helpers)
    {
        try
        {
            if (limits.MemoryBytes is { } memory)
            {
                Set("memory", "Resources.MemoryBytes", sandboxId, group => WriteMemory(group, memory));
            }

            if (limits.MaxProcesses is { } processes)
            {
                Set("pids", "Resources.MaxProcesses", sandboxId, group => Write(group, "pids.max", processes + helpers));
            }

            if (limits.Cpus is { } cpus)
            {
                Set("cpu", "Resources.Cpus", sandboxId, group => WriteCpus(group, cpus));
            }
        }
        catch
        {
            Remove(sandboxId);
            throw;
        }
    }

    /// <summary>Why a limit cannot be enforced here; null when it can.</summary>
    /// <param name="controller">The controller: memory, pids or cpu.</param>
    public static string? Probe(string controller)
    {
        var id = "probe-" + SandboxId.New();
        try
        {
            var limits = new ResourceLimits(
                controller == "cpu" ? 1 : null, controller == "memory" ? 1 << 30 : null, controller == "pids" ? 100 : null);
            Create(id, limits, 0);
            return null;
        }
        catch (UnsupportedOptionException exception)
        {
            return exception.Message;
        }
        finally
        {
            Remove(id);
        }
    }

    /// <summary>Makes a process join the groups of a sandbox before it becomes what it is to be: nothing it starts is ever
    /// outside.</summary>
    public static ProcessSpec Join(ProcessSpec spec, string sandboxId)
    {
        var groups = Groups(sandboxId).ToList();
        return groups.Count == 0 ? spec : spec with
        {
            Path = "/bin/sh",
            Arguments =
            [
                "sh", "-c", JoinScript, "sh", groups.Count.ToString(CultureInfo.InvariantCulture), .. groups, spec.Path,
                .. spec.Arguments.Skip(1)
            ],
        };
    }

    /// <summary>The ids of the processes in a sandbox's groups.</summary>
    public static IEnumerable<int> Processes(string sandboxId)
    {
        foreach (var group in Groups(sandboxId))
        {
            string[] lines;
            try
            {
                lines = File.ReadAllLines(Path.Combine(group, "cgroup.procs"));
            }
            catch (Exception exception) when (ProcFs.IsGone(exception))
            {
                continue;
            }

            foreach (var line in lines)
            {
                yield return int.Parse(line, CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>Kills what is in a sandbox's groups, and removes them. Does nothing when there are none.</summary>
    public static void Remove(string sandboxId)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var living = Processes(sandboxId).Select(ProcFs.Stat).OfType<ProcessStat>().ToList();
            foreach (var process in living)
            {
                ProcessDescriptor.Signal(process.Id, process.StartTime, Libc.SIGKILL);
            }

            living.ForEach(process => ProcessDescriptor.WaitForEnd(process.Id, process.StartTime, 100));
            if (Groups(sandboxId).All(TryRemove))
            {
                return;
            }
        }
    }

    /// <summary>A group that is gone means that the sandbox is being destroyed: the command must not run outside of it.</summary>
    private const string JoinScript =
        "n=$1; shift; while [ \"$n\" -gt 0 ]; do echo $$ > \"$1/cgroup.procs\" || kill -9 $$; shift; n=$((n-1)); done; exec \"$@\"";

    private static IEnumerable<string> Groups(string sandboxId) =>
        Roots.Value.All.Select(root => ControlGroupRoots.Group(root, sandboxId)).Where(Directory.Exists);

    private static bool TryRemove(string group)
    {
        try
        {
            Directory.Delete(group);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Set(string controller, string option, string sandboxId, Action<string> write)
    {
        var root = Roots.Value.For(controller)
            ?? throw new UnsupportedOptionException(option, $"the probe for the control group '{controller}' failed: it is not mounted");
        var group = ControlGroupRoots.Group(root, sandboxId);
        try
        {
            Directory.CreateDirectory(group);
            write(group);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnsupportedOptionException(option, $"the probe for the control group '{controller}' failed: {exception.Message}");
        }
    }

    private static void WriteMemory(string group, long bytes)
    {
        if (File.Exists(Path.Combine(group, "memory.max")))
        {
            Write(group, "memory.max", bytes);
            TryWrite(group, "memory.swap.max", 0);
            return;
        }

        Write(group, "memory.limit_in_bytes", bytes);

        // Memory and swap together: without it the limit would only push into swap. Absent where the kernel does not count swap.
        TryWrite(group, "memory.memsw.limit_in_bytes", bytes);
    }

    private static void WriteCpus(string group, double cpus)
    {
        var quota = Math.Max(MinQuotaMicroseconds, (long)(cpus * PeriodMicroseconds));
        if (File.Exists(Path.Combine(group, "cpu.max")))
        {
            File.WriteAllText(Path.Combine(group, "cpu.max"), string.Create(CultureInfo.InvariantCulture, $"{quota} {PeriodMicroseconds}"));
            return;
        }

        Write(group, "cpu.cfs_period_us", PeriodMicroseconds);
        Write(group, "cpu.cfs_quota_us", quota);
    }

    private static void Write(string group, string file, long value) =>
        File.WriteAllText(Path.Combine(group, file), value.ToString(CultureInfo.InvariantCulture));

    private static void TryWrite(string group, string file, long value)
    {
        if (File.Exists(Path.Combine(group, file)))
        {
            Write(group, file, value);
        }
    }
}
