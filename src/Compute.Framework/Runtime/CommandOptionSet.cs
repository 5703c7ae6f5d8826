namespace Compute.Framework.Runtime;

/// <summary>A set of options of <see cref="Command"/>. Compiled into providers as their allow-list: bits are never reused.</summary>
[Flags]
public enum CommandOptionSet : long
{
    /// <summary>No option.</summary>
    None = 0,

    /// <summary><see cref="Command.Arguments"/>.</summary>
    Arguments = 1L << 0,

    /// <summary><see cref="Command.WorkingDirectory"/>.</summary>
    WorkingDirectory = 1L << 1,

    /// <summary><see cref="Command.Environment"/>.</summary>
    Environment = 1L << 2,

    /// <summary><see cref="Command.User"/>.</summary>
    User = 1L << 3,

    /// <summary><see cref="Command.Timeout"/>.</summary>
    Timeout = 1L << 4,

    /// <summary><see cref="Command.StandardInput"/>.</summary>
    StandardInput = 1L << 5,

    /// <summary><see cref="Command.MaxOutputBytes"/>.</summary>
    MaxOutputBytes = 1L << 6,
}
