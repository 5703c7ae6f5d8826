using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>A command as one line of text for the shell of a session.</summary>
/// <param name="Launch">How the command is started inside.</param>
/// <param name="User">Who runs it.</param>
/// <param name="Line">The line, with its end.</param>
internal sealed record ShellSessionRequest(ShellLaunch Launch, string? User, ReadOnlyMemory<byte> Line)
{
    /// <summary>A shell reads its input byte by byte: beyond this it takes as long as a process of one's own.</summary>
    private const int MaxBytes = 8 * 1024;

    /// <summary>What a shell does not pass on as it is, or would itself obey.</summary>
    private static readonly HashSet<string> ShellVariables = new(StringComparer.Ordinal)
    {
        "IFS", "ENV", "SHELLOPTS", "POSIXLY_CORRECT", "LD_PRELOAD", "LD_LIBRARY_PATH", "_", "PPID", "UID", "EUID", "OPTIND", "LINENO",
        "RANDOM",
        "SECONDS", "SHLVL", "PWD", "OLDPWD", "DIRSTACK", "GROUPS", "FUNCNAME", "HISTCMD", "TMOUT",
    };

    /// <summary>The request for a command; null for one that has to be started by itself.</summary>
    public static ShellSessionRequest? Of(Command command)
    {
        if (command.StandardInput is not null || !command.Environment.Keys.All(CanExport) || Length(command) > MaxBytes)
        {
            return null;
        }

        var launch = new ShellLaunch(command.Arguments, command.WorkingDirectory);
        var variables = command.Environment.Select(variable => $"{variable.Key}={variable.Value}").Append($"{launch.Marker}=1");
        var line = Encoding.UTF8.GetBytes($"export {Words(variables)}; set -- {Words(launch.Parameters)}\n");
        return line.Length > MaxBytes ? null : new ShellSessionRequest(launch, command.User, line);
    }

    /// <summary>At least so many bytes: nothing long is made only to be thrown away.</summary>
    private static long Length(Command command) =>
        command.Arguments.Sum(argument => (long)argument.Length) + command.Environment.Sum(variable => (long)variable.Value.Length);

    /// <summary>Quoted, and on one line: the script has a line break in a variable.</summary>
    private static string Words(IEnumerable<string> texts) =>
        ShellWords.Quote(texts).Replace("\n", "'\"$_cfw_b\"'", StringComparison.Ordinal);

    /// <summary>Whether every shell hands a variable of this name on unchanged, and does not obey it itself.</summary>
    public static bool CanExport(string name) =>
        ShellText.IsVariableName(name)
        && !name.StartsWith("_cfw_", StringComparison.Ordinal)
            && !name.StartsWith("BASH", StringComparison.Ordinal)
            && !ShellVariables.Contains(name);
}
