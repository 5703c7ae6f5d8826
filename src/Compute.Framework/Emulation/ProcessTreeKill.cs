namespace Compute.Framework.Emulation;

/// <summary>For authors whose back end has no kill: ends a process tree inside a sandbox by a command that needs a POSIX shell and
/// <c>/proc</c>.</summary>
public static class ProcessTreeKill
{
    /// <summary>The command that kills what carries a marker in its environment, its descendants, and the sessions that these
    /// made.</summary>
    /// <param name="marker">The name of a variable that nothing else has: letters and digits. It is set for the process at its
    /// start.</param>
    /// <returns>The arguments. The command is to run as a user who may see and kill those processes.</returns>
    public static IReadOnlyList<string> Command(string marker)
    {
        ArgumentException.ThrowIfNullOrEmpty(marker);
        return ["/bin/sh", "-c", ShellWrapperScript.Kill, "sh", ShellTrailer.NewNonce(), marker];
    }
}
