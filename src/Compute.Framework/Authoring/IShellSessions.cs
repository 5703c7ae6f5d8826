namespace Compute.Framework.Authoring;

/// <summary>
/// Implemented by a provider's class with <see cref="StartProcessAttribute"/> whose back end takes long to start a process: commands
/// then run one after another in a shell that stays in the sandbox, each in a session and with pipes of its own.
/// </summary>
/// <remarks>
/// Only <see cref="ISandbox.RunAsync"/> uses it, from a sandbox's second command on, for commands without standard input that fit
/// into 8 KiB; all others are started as ever, and so is every command where the sandbox lacks <c>sh</c>, <c>cat</c> or
/// <c>setsid</c>. The shell reports a death by signal n as exit code 128+n, so that 129 to 192 are reported as signals.
/// </remarks>
public interface IShellSessions
{
    /// <summary>Whether commands share shells; asked once for each sandbox object.</summary>
    /// <remarks>Return what a setting of yours says, so that users can choose:
    /// <c>public bool UsesShellSessions => options.UseShellSessions;</c> Needs <see cref="StartProcessAttribute"/> and a POSIX shell,
    /// <c>cat</c> and <c>setsid</c> inside; without them every command is started as ever.</remarks>
    bool UsesShellSessions { get; }
}
