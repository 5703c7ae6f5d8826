namespace Compute.Framework.Runtime;

/// <summary>Refuses commands that no process could receive, and options that a provider neither honors nor can be helped with.</summary>
internal static class CommandGuard
{
    private static readonly (CommandOptionSet Option, string Name)[] Names =
    [
        (CommandOptionSet.Arguments, nameof(Command.Arguments)),
        (CommandOptionSet.WorkingDirectory, nameof(Command.WorkingDirectory)),
        (CommandOptionSet.Environment, nameof(Command.Environment)),
        (CommandOptionSet.User, nameof(Command.User)),
        (CommandOptionSet.Timeout, nameof(Command.Timeout)),
        (CommandOptionSet.StandardInput, nameof(Command.StandardInput)),
        (CommandOptionSet.MaxOutputBytes, nameof(Command.MaxOutputBytes)),
    ];

    /// <summary>The options by name, in the order of their bits.</summary>
    public static IReadOnlyList<(CommandOptionSet Option, string Name)> All => Names;

    /// <summary>Which options the caller set. An option that is added to the contract is added here, so that older providers refuse
    /// it.</summary>
    public static CommandOptionSet SetOptions(Command command)
    {
        var set = CommandOptionSet.Arguments;
        if (command.WorkingDirectory is not null)
        {
            set |= CommandOptionSet.WorkingDirectory;
        }

        if (command.Environment.Count > 0)
        {
            set |= CommandOptionSet.Environment;
        }

        if (command.User is not null)
        {
            set |= CommandOptionSet.User;
        }

        if (command.Timeout is { } timeout && timeout != Timeout.InfiniteTimeSpan)
        {
            set |= CommandOptionSet.Timeout;
        }

        if (command.StandardInput is not null)
        {
            set |= CommandOptionSet.StandardInput;
        }

        return set;
    }

    /// <exception cref="ArgumentException">The command holds what no process could receive, or a value is out of its range.</exception>
    /// <exception cref="UnsupportedOptionException">An option is set that the operation does not have here.</exception>
    public static void Check(Command command, OperationCapability here)
    {
        CheckValues(command);
        var set = SetOptions(command);
        if (here.Operation == SandboxOperation.RunCode)
        {
            // Code has no arguments.
            set &= ~CommandOptionSet.Arguments;
        }

        foreach (var (option, name) in Names)
        {
            if (set.HasFlag(option) && here[name] is { Level: SupportLevel.Unsupported } support)
            {
                throw new UnsupportedOptionException(name, support.Description);
            }
        }
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
