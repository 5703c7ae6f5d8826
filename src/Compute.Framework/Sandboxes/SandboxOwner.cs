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
    private const string Version = "v2";

    /// <summary>Writes the owner as one label value: <c>v2.host.boot.pidns.pid.start</c>, the last two in hexadecimal.</summary>
    /// <remarks>That of this process has at most 63 characters of <c>[a-z0-9.-]</c> and begins and ends with a letter or digit.</remarks>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Version}.{Host}.{BootId}.{ProcessNamespace}.{ProcessId:x}.{StartTime:x}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="value">The label's value.</param>
    /// <param name="owner">The owner, when the value is one.</param>
    public static bool TryParse(string? value, [NotNullWhen(true)] out SandboxOwner? owner)
    {
        owner = null;
        var parts = value?.Split('.');
        if (parts is not [Version, _, .., var boot, var ns, var pid, var start] || parts.Length < 6
            || !int.TryParse(pid, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var processId)
            || !long.TryParse(start, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var startTime))
        {
            return false;
        }

        // A host's name may have dots of its own.
        owner = new SandboxOwner(string.Join('.', parts[1..^4]), boot, ns, processId, startTime);
        return true;
    }
}
