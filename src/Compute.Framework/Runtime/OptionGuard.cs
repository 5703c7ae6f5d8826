namespace Compute.Framework.Runtime;

/// <summary>Honor or reject, for the options of the operations that have a record of their own.</summary>
internal static class OptionGuard
{
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
        OptionTables.Terminal.Check(options, here);
    }

    /// <inheritdoc cref="Check(TerminalOptions, OperationCapability)"/>
    public static void Check(LogOptions options, OperationCapability here)
    {
        if (options.Tail is { } tail)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(tail, nameof(options.Tail));
        }

        OptionTables.Logs.Check(options, here);
    }

    /// <inheritdoc cref="Check(TerminalOptions, OperationCapability)"/>
    public static void Check(CreateVolumeOptions options, OperationCapability here)
    {
        CheckName(options.Name, nameof(options));
        CreateGuard.CheckLabels(options.Labels, nameof(options));
        Ranges.Positive(options.SizeBytes, nameof(options.SizeBytes));
        OptionTables.Volume.Check(options, here);
    }

    /// <inheritdoc cref="Check(TerminalOptions, OperationCapability)"/>
    public static void Check(CreateNetworkOptions options, OperationCapability here)
    {
        CheckName(options.Name, nameof(options));
        CreateGuard.CheckLabels(options.Labels, nameof(options));
        OptionTables.Network.Check(options, here);
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
        OptionTables.Template.Check(options, here);
    }

    /// <inheritdoc cref="Check(TerminalOptions, OperationCapability)"/>
    public static void CheckSince(DateTimeOffset? since, OperationCapability here) =>
        OptionTables.Events.Refuse(since, here);

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
}
