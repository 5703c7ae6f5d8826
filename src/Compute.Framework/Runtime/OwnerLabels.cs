using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Compute.Framework.Runtime;

/// <summary>The labels by which a sandbox's owner, and the create call that made it, are found again.</summary>
internal static class OwnerLabels
{
    public const string Owner = CreateGuard.ReservedLabelPrefix + "owner";
    public const string Token = CreateGuard.ReservedLabelPrefix + "token";

    private static readonly Lazy<SandboxOwner> CurrentOwner = new(ReadCurrent);

    /// <summary>This process.</summary>
    public static SandboxOwner Current => CurrentOwner.Value;

    public static string NewToken() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>The caller's labels with those of the framework.</summary>
    public static Dictionary<string, string> Add(IReadOnlyDictionary<string, string> labels, Ownership ownership, string token)
    {
        var all = new Dictionary<string, string>(labels, StringComparer.Ordinal) { [Token] = token };
        if (ownership == Ownership.Owned)
        {
            all[Owner] = Current.ToString();
        }

        return all;
    }

    /// <summary>The labels without those of the framework.</summary>
    public static Dictionary<string, string> Strip(IReadOnlyDictionary<string, string> labels)
    {
        var own = new Dictionary<string, string>(labels.Count, StringComparer.Ordinal);
        foreach (var (key, value) in labels)
        {
            if (!key.StartsWith(CreateGuard.ReservedLabelPrefix, StringComparison.Ordinal))
            {
                own[key] = value;
            }
        }

        return own;
    }

    /// <summary>Whether an owner is certainly gone: true and false are knowledge, null means it cannot be seen from here.</summary>
    public static bool? IsDead(SandboxOwner owner)
    {
        var here = Current;
        if (owner.Host != here.Host)
        {
            return null;
        }

        if (owner.BootId != here.BootId)
        {
            return true;
        }

        if (owner.ProcessNamespace != here.ProcessNamespace)
        {
            return null;
        }

        return ReadStartTime(owner.ProcessId) != owner.StartTime;
    }

    private static SandboxOwner ReadCurrent() => new(
        LabelText.OfHost(Environment.MachineName),
        ReadBootId(),
        ReadProcessNamespace(),
        Environment.ProcessId,
        ReadStartTime(Environment.ProcessId) ?? 0);

    private static string ReadBootId()
    {
        const string File = "/proc/sys/kernel/random/boot_id";
        if (OperatingSystem.IsLinux() && System.IO.File.Exists(File))
        {
            return System.IO.File.ReadAllText(File).Trim()[..8];
        }

        // Elsewhere the time of the boot, to the minute (it is computed, and drifts by a little).
        var boot = DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(Environment.TickCount64);
        return (boot.ToUnixTimeSeconds() / 60).ToString("x", CultureInfo.InvariantCulture);
    }

    private static string ReadProcessNamespace()
    {
        var link = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        return link is null ? "0" : LabelText.OfNamespace(link);
    }

    /// <summary>The start time of a process in the system's own ticks; null when there is no such process.</summary>
    private static long? ReadStartTime(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Field 22 of stat, counted after the name, which is in parentheses and may hold spaces.
                var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
            }

            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or InvalidOperationException)
        {
            return null;
        }
    }
}
