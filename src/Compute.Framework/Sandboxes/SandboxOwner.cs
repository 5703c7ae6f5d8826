using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Compute.Framework;

/// <summary>The process that owns a sandbox, identified precisely enough that a later process can
/// determine whether it is still running.</summary>
/// <param name="Host">The machine's host name.</param>
/// <param name="BootId">The id of the machine's current boot; process ids have no meaning after a restart.</param>
/// <param name="ProcessNamespace">The PID namespace to which <paramref name="ProcessId"/> belongs.</param>
/// <param name="ProcessId">The process id.</param>
/// <param name="StartTime">The process's start time in ticks of the system's clock; distinguishes a reused id.</param>
public sealed record SandboxOwner(string Host, string BootId, string ProcessNamespace, int ProcessId, long StartTime)
{
    private const string Version = "v2";

    /// <summary>Writes the owner as one label value: <c>v2.host.boot.pidns.pid.start</c>, the last two in hexadecimal.</summary>
    /// <remarks>The value for this process has at most 63 characters of <c>[a-z0-9.-]</c> and begins and
    /// ends with a letter or digit.</remarks>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Version}.{Host}.{BootId}.{ProcessNamespace}.{ProcessId:x}.{StartTime:x}");

    /// <summary>Parses a value that <see cref="ToString"/> wrote.</summary>
    /// <param name="value">The label's value.</param>
    /// <param name="owner">The owner, if the value represents one.</param>
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
