namespace Compute.Framework.Runtime;

/// <summary>Honor or reject, for the options of the operations that have a record of their own.</summary>
/// <remarks>The names that a provider compiled in are its allow-list: an option that is added to a record is added here, so that
/// older providers refuse it.</remarks>
internal static class OptionGuard
{
    private static readonly TerminalOptions DefaultTerminal = new();

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    /// <exception cref="UnsupportedOptionException">An option is set that the provider does not honor, or not on this machine.</exception>
    public static void Check(TerminalOptions options, OperationCapability here)
    {
        CommandGuard.CheckArguments(options.Arguments, nameof(options));
        if (options.Arguments is ["", ..])
        {
            throw new ArgumentException("The program's name is empty; leave the arguments out for the default shell.", nameof(options));
        }

        CommandGuard.CheckDirectory(options.WorkingDirectory, nameof(options));
        CommandGuard.CheckEnvironment(options.Environment, nameof(options));
        TextGuard.Check(options.User, nameof(options.User), nameof(options));
        CheckTerminalSize(options.Columns, options.Rows);
        Refuse(
            here,
            (nameof(options.Arguments), options.Arguments.Count > 0),
            (nameof(options.WorkingDirectory), options.WorkingDirectory is not null),
            (nameof(options.Environment), options.Environment.Count > 0),
            (nameof(options.User), options.User is not null),
            (nameof(options.Columns), options.Columns != DefaultTerminal.Columns),
            (nameof(options.Rows), options.Rows != DefaultTerminal.Rows));
        LimitGuard.Check(here, name => OptionValues.Of(options, name));
    }

    /// <inheritdoc cref="Check(TerminalOptions, OperationCapability)"/>
    public static void Check(LogOptions options, OperationCapability here)
    {
        if (options.Tail is { } tail)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(tail, nameof(options.Tail));
        }

        Refuse(
            here,
            (nameof(options.Follow), options.Follow),
            (nameof(options.Tail), options.Tail is not null),
            (nameof(options.Since), options.Since is not null));
        LimitGuard.Check(here, name => OptionValues.Of(options, name));
    }

    /// <inheritdoc cref="Check(TerminalOptions, OperationCapability)"/>
    public static void Check(CreateVolumeOptions options, OperationCapability here)
    {
        CheckName(options.Name, nameof(options));
        CreateGuard.CheckLabels(options.Labels, nameof(options));
        Ranges.Positive(options.SizeBytes, nameof(options.SizeBytes));
        Refuse(
            here,
            (nameof(options.Name), options.Name is not null),
            (nameof(options.Labels), options.Labels.Count > 0),
            (nameof(options.SizeBytes), options.SizeBytes is not null));
        LimitGuard.Check(here, name => OptionValues.Of(options, name));
    }

    /// <inheritdoc cref="Check(TerminalOptions, OperationCapability)"/>
    public static void Check(CreateNetworkOptions options, OperationCapability here)
    {
        CheckName(options.Name, nameof(options));
        CreateGuard.CheckLabels(options.Labels, nameof(options));
        Refuse(
            here,
            (nameof(options.Name), options.Name is not null),
            (nameof(options.Labels), options.Labels.Count > 0),
            (nameof(options.IsInternal), options.IsInternal));
        LimitGuard.Check(here, name => OptionValues.Of(options, name));
    }

    /// <inheritdoc cref="Check(TerminalOptions, OperationCapability)"/>
    public static void Check(BuildTemplateOptions options, OperationCapability here)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Name, nameof(options));
        TextGuard.Check(options.Name, nameof(options.Name), nameof(options));
        TextGuard.Check(options.ContextDirectory, nameof(options.ContextDirectory), nameof(options));
        TextGuard.Check(options.RecipePath, nameof(options.RecipePath), nameof(options));
        CheckContext(options);
        CommandGuard.CheckEnvironment(options.Arguments, nameof(options));
        CreateGuard.CheckLabels(options.Labels, nameof(options));
        Refuse(
            here,
            (nameof(options.Name), true),
            (nameof(options.ContextDirectory), true),
            (nameof(options.RecipePath), options.RecipePath is not null),
            (nameof(options.Arguments), options.Arguments.Count > 0),
            (nameof(options.Labels), options.Labels.Count > 0));
        LimitGuard.Check(here, name => OptionValues.Of(options, name));
    }

    /// <inheritdoc cref="Check(TerminalOptions, OperationCapability)"/>
    public static void CheckSince(DateTimeOffset? since, OperationCapability here) => Refuse(here, ("Since", since is not null));

    public static void CheckTerminalSize(int columns, int rows)
    {
        if (columns is < 1 or > 65535 || rows is < 1 or > 65535)
        {
            throw new ArgumentOutOfRangeException(nameof(columns), $"{columns} x {rows}", "A terminal has 1 to 65535 columns and rows.");
        }
    }

    private static void CheckName(string? name, string parameter)
    {
        if (name is "")
        {
            throw new ArgumentException("The name is empty; leave it out to let the back end choose one.", parameter);
        }

        TextGuard.Check(name, "Name", parameter);
    }

    private static void CheckContext(BuildTemplateOptions options)
    {
        if (!Directory.Exists(options.ContextDirectory))
        {
            throw new ArgumentException($"There is no directory '{options.ContextDirectory}' to build from.", nameof(options));
        }

        if (options.RecipePath is not { } recipe)
        {
            return;
        }

        var context = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.ContextDirectory));
        if (recipe.Length == 0 || Path.IsPathRooted(recipe) || !HostFiles.IsBelow(context, Path.GetFullPath(recipe, context)))
        {
            throw new ArgumentException($"The recipe '{recipe}' is not a relative path in the context directory.", nameof(options));
        }
    }

    /// <summary>What the provider lacks has no entry; what only this machine lacks has one that says why.</summary>
    private static void Refuse(OperationCapability here, params ReadOnlySpan<(string Name, bool IsSet)> options)
    {
        foreach (var (name, isSet) in options)
        {
            if (isSet && here[name] is { Level: SupportLevel.Unsupported } support)
            {
                throw new UnsupportedOptionException(name, support.Description);
            }
        }
    }
}
