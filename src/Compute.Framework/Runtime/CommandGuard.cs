namespace Compute.Framework.Runtime;

/// <summary>Refuses commands that no process could receive, and options that a provider neither honors nor can be helped with.</summary>
internal static class CommandGuard
{
    /// <exception cref="ArgumentException">The command holds what no process could receive, or a value is out of its range.</exception>
    /// <exception cref="UnsupportedOptionException">An option is set that the operation does not have here.</exception>
    public static void Check(Command command, OperationCapability here)
    {
        CheckValues(command);
        (here.Operation == SandboxOperation.RunCode ? OptionTables.Code : OptionTables.Commands).Refuse(command, here);
    }

    public static void CheckValues(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Arguments.Count == 0 || string.IsNullOrEmpty(command.Arguments[0]))
        {
            throw new ArgumentException("A command needs a program.", nameof(command));
        }

        CheckArguments(command.Arguments, nameof(command));
        CheckEnvironment(command.Environment, nameof(command));
        CheckDirectory(command.WorkingDirectory, nameof(command));
        TextGuard.Check(command.User, nameof(command.User), nameof(command));
        Ranges.PositiveOrInfinite(command.Timeout, nameof(command.Timeout));
        ArgumentOutOfRangeException.ThrowIfNegative(command.MaxOutputBytes, nameof(command.MaxOutputBytes));
    }

    public static void CheckArguments(IReadOnlyList<string> arguments, string parameter)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!TextGuard.CanPass(arguments[i]))
            {
                throw new ArgumentException(
                    $"Argument {i} is null, or holds a NUL or a lone surrogate, which no process can receive.", parameter);
            }
        }
    }

    public static void CheckDirectory(string? directory, string parameter)
    {
        if (directory is not null && (directory.Length == 0 || !TextGuard.CanPass(directory)))
        {
            throw new ArgumentException("The working directory is empty, or holds a NUL or a lone surrogate.", parameter);
        }
    }

    public static void CheckEnvironment(IReadOnlyDictionary<string, string> environment, string parameter)
    {
        foreach (var (key, value) in environment)
        {
            if (key.Length == 0 || key.Contains('=', StringComparison.Ordinal) || !TextGuard.CanPass(key) || !TextGuard.CanPass(value))
            {
                // The value may be a secret: it is not shown.
                throw new ArgumentException(
                    $"The environment variable '{key.Replace('\0', '?')}' cannot be passed on: a key is not empty and has no '=', and " +
                    "neither key nor value has a NUL or a lone surrogate.",
                    parameter);
            }
        }
    }

    public static void CheckPath(string path, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(path, parameter);
        if (!TextGuard.CanBePath(path))
        {
            throw new ArgumentException(
                "A path cannot hold a NUL, nor a lone surrogate but U+DC80 to U+DCFF, which stand for bytes.", parameter);
        }
    }
}
