using System.Runtime.Versioning;

namespace Compute.Providers.Local.Limits;

/// <summary>Where the groups of sandboxes are made, by controller.</summary>
/// <remarks>
/// Version 1: one hierarchy a controller, groups under its root. Version 2: next to this process's own group when that was delegated,
/// since a group with processes cannot have groups with limits below it.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class ControlGroupRoots
{
    private const string Prefix = "compute-local-";
    private static readonly string[] Controllers = ["memory", "pids", "cpu"];

    private readonly Dictionary<string, string> _roots = [];

    private ControlGroupRoots()
    {
    }

    /// <summary>All different places, as path prefixes of groups.</summary>
    public IEnumerable<string> All => _roots.Values.Distinct();

    public string? For(string controller) => _roots.GetValueOrDefault(controller);

    public static ControlGroupRoots Find()
    {
        var roots = new ControlGroupRoots();
        foreach (var line in ReadLines("/proc/self/mountinfo"))
        {
            var halves = line.Split(" - ", 2);
            var fields = halves[0].Split(' ');
            if (halves.Length != 2 || fields.Length < 5)
            {
                continue;
            }

            var (point, kind) = (fields[4], halves[1].Split(' '));
            foreach (var controller in Controllers)
            {
                if (kind[0] == "cgroup" && kind[^1].Split(',').Contains(controller))
                {
                    roots._roots[controller] = point;
                }
                else if (kind[0] == "cgroup2" && !roots._roots.ContainsKey(controller) && Unified(point, controller) is { } place)
                {
                    roots._roots[controller] = place;
                }
            }
        }

        return roots;
    }

    /// <summary>The parent for groups with this controller; null when it hands the controller to none.</summary>
    private static string? Unified(string point, string controller)
    {
        var own = ReadLines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..].Trim('/')
            ?? string.Empty;
        var current = Path.Combine(point, own);
        foreach (var candidate in new[] { current, Path.GetDirectoryName(current) ?? point })
        {
            if (ReadLines(Path.Combine(candidate, "cgroup.subtree_control")).FirstOrDefault()?.Split(' ').Contains(controller) == true)
            {
                return candidate;
            }
        }

        return null;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The name of a sandbox's group.</summary>
    public static string Group(string root, string sandboxId) => Path.Combine(root, Prefix + sandboxId);
}
