namespace Compute.Framework.Runtime;

/// <summary>How far each emulation reaches, in the words of the capability manifest.</summary>
internal static class EmulationNotes
{
    public const string Shell =
        "through a POSIX shell inside; a death by signal n cannot be distinguished from exit code 128+n there";

    public const string Timeout =
        "a POSIX shell inside kills the process tree, found in /proc by an environment marker, by parent and by session; a process " +
        "escapes that drops its environment, leaves its session and outlives its parent, or that runs as another user";

    public const string Files = "by commands inside (POSIX shell, coreutils or busybox)";

    public const string RunCode = "an interpreter inside is run";

    public const string ProcessTable = "processes started through this provider object";

    public const string TerminalTable = "terminals opened through this provider object";
}
