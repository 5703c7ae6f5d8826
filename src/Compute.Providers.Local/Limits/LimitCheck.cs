using Compute.Framework;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Limits;

/// <summary>Refuses limits that this machine cannot enforce.</summary>
internal static class LimitCheck
{
    /// <summary>Why a limit cannot be enforced here; null when it can.</summary>
    /// <param name="controller">The controller: memory, pids or cpu.</param>
    public static string? Reason(string controller) =>
        OperatingSystem.IsLinux() ? ControlGroups.Probe(controller) : "limits need Linux control groups";

    /// <exception cref="UnsupportedOptionException">A limit cannot be enforced here.</exception>
    public static void EnsurePossible(ResourceLimits limits)
    {
        if (!limits.IsNone && !OperatingSystem.IsLinux())
        {
            throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Resources), "limits need Linux control groups");
        }
    }
}
