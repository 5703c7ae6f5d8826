using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Compute.Framework;

/// <summary>The process that owns a sandbox, precise enough that a later process can tell whether it is still alive.</summary>
/// <param name="Host">The machine's host name.</param>
/// <param name="BootId">The id of the machine's present boot; process ids mean nothing after a restart.</param>
/// <param name="ProcessNamespace">The PID namespace in which <paramref name="ProcessId"/> counts.</param>
/// <param name="ProcessId">The process id.</param>
/// <param name="StartTime">The process's start time in ticks of the system's own clock; tells a reused id apart.</param>
public sealed record SandboxOwner(string Host, string BootId, string ProcessNamespace, int ProcessId, long StartTime)
{
    private const string Version = "v1";

    /// <summary>Writes the owner as one label value: <c>v1_host_boot_pidns_pid_start</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Version}_{Host}_{BootId}_{ProcessNamespace}_{ProcessId}_{StartTime}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="value">The label's value.</param>
    /// <param name="owner">The owner, when the value is one.</param>
    public static bool TryParse(string? value, [NotNullWhen(true)] out SandboxOwner? owner)
    {
        owner = null;
        var parts = value?.Split('_');
        if (parts is not [Version, var host, var boot, var ns, var pid, var start]
            || !int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            || !long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var startTime))
        {
            return false;
        }

        owner = new SandboxOwner(host, boot, ns, processId, startTime);
        return true;
    }
}
