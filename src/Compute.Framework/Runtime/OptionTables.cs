namespace Compute.Framework.Runtime;

/// <summary>The options of every record of the contract that providers honor or refuse.</summary>
internal static class OptionTables
{
    private static readonly TerminalOptions DefaultTerminal = new();

    public static readonly OptionTable<CreateSandboxOptions> Create = new(
        new(nameof(CreateSandboxOptions.Image), static options => options.Image),
        new(nameof(CreateSandboxOptions.Template), static options => options.Template),
        new(nameof(CreateSandboxOptions.SnapshotId), static options => options.SnapshotId),
        new(nameof(CreateSandboxOptions.Name), static options => options.Name),
        new(nameof(CreateSandboxOptions.Labels), static options => options.Labels),
        new(nameof(CreateSandboxOptions.Environment), static options => options.Environment),
        new(nameof(CreateSandboxOptions.WorkingDirectory), static options => options.WorkingDirectory),
        new(nameof(CreateSandboxOptions.User), static options => options.User),
        new(nameof(CreateSandboxOptions.Lifetime), static options => options.Lifetime),
        new(ResourceOptions.Cpus, static options => options.Resources.Cpus),
        new(ResourceOptions.MemoryBytes, static options => options.Resources.MemoryBytes),
        new(ResourceOptions.DiskBytes, static options => options.Resources.DiskBytes),
        new(ResourceOptions.MaxProcesses, static options => options.Resources.MaxProcesses),
        new(ResourceOptions.Gpus, static options => options.Resources.Gpus),
        new(nameof(CreateSandboxOptions.Ports), static options => options.Ports),
        new(nameof(CreateSandboxOptions.Mounts), static options => options.Mounts),
        new(
            nameof(CreateSandboxOptions.Network),
            static options => options.Network,
            static options => options.Network is { Access: not NetworkAccess.AllowOnly }),
        new(nameof(CreateSandboxOptions.NetworkAllowList), static options => options.NetworkAllowList),
        new(nameof(CreateSandboxOptions.Security), static options => options.Security),
        new(nameof(CreateSandboxOptions.ProviderOptions), static options => options.ProviderOptions));

    public static readonly OptionTable<Command> Commands = new(
        new(nameof(Command.Arguments), static command => command.Arguments),
        new(nameof(Command.WorkingDirectory), static command => command.WorkingDirectory),
        new(nameof(Command.Environment), static command => command.Environment),
        new(nameof(Command.User), static command => command.User),
        new(nameof(Command.Timeout), static command => command.Timeout),
        new(nameof(Command.StandardInput), static command => command.StandardInput),
        new(nameof(Command.MaxOutputBytes), static command => command.MaxOutputBytes, static _ => false));

    /// <summary>Code is run with the options of a command, but for arguments.</summary>
    public static readonly OptionTable<Command> Code = Commands.Without(nameof(Command.Arguments));

    public static readonly OptionTable<TerminalOptions> Terminal = new(
        new(nameof(TerminalOptions.Arguments), static options => options.Arguments),
        new(nameof(TerminalOptions.WorkingDirectory), static options => options.WorkingDirectory),
        new(nameof(TerminalOptions.Environment), static options => options.Environment),
        new(nameof(TerminalOptions.User), static options => options.User),
        new(
            nameof(TerminalOptions.Columns),
            static options => options.Columns,
            static options => options.Columns != DefaultTerminal.Columns),
        new(nameof(TerminalOptions.Rows), static options => options.Rows, static options => options.Rows != DefaultTerminal.Rows));

    public static readonly OptionTable<LogOptions> Logs = new(
        new(nameof(LogOptions.Follow), static options => options.Follow),
        new(nameof(LogOptions.Tail), static options => options.Tail),
        new(nameof(LogOptions.Since), static options => options.Since));

    /// <summary>Events are read since a time, without a record.</summary>
    public static readonly OptionTable<DateTimeOffset?> Events = new(new Option<DateTimeOffset?>("Since", static since => since));

    public static readonly OptionTable<CreateVolumeOptions> Volume = new(
        new(nameof(CreateVolumeOptions.Name), static options => options.Name),
        new(nameof(CreateVolumeOptions.Labels), static options => options.Labels),
        new(nameof(CreateVolumeOptions.SizeBytes), static options => options.SizeBytes));

    public static readonly OptionTable<CreateNetworkOptions> Network = new(
        new(nameof(CreateNetworkOptions.Name), static options => options.Name),
        new(nameof(CreateNetworkOptions.Labels), static options => options.Labels),
        new(nameof(CreateNetworkOptions.IsInternal), static options => options.IsInternal));

    public static readonly OptionTable<BuildTemplateOptions> Template = new(
        new(nameof(BuildTemplateOptions.Name), static options => options.Name),
        new(nameof(BuildTemplateOptions.ContextDirectory), static options => options.ContextDirectory),
        new(nameof(BuildTemplateOptions.RecipePath), static options => options.RecipePath),
        new(nameof(BuildTemplateOptions.Arguments), static options => options.Arguments),
        new(nameof(BuildTemplateOptions.Labels), static options => options.Labels));
}

/// <summary>The names of the options below <see cref="CreateSandboxOptions.Resources"/>.</summary>
internal static class ResourceOptions
{
    public const string Cpus = $"{nameof(CreateSandboxOptions.Resources)}.{nameof(SandboxResources.Cpus)}";
    public const string MemoryBytes = $"{nameof(CreateSandboxOptions.Resources)}.{nameof(SandboxResources.MemoryBytes)}";
    public const string DiskBytes = $"{nameof(CreateSandboxOptions.Resources)}.{nameof(SandboxResources.DiskBytes)}";
    public const string MaxProcesses = $"{nameof(CreateSandboxOptions.Resources)}.{nameof(SandboxResources.MaxProcesses)}";
    public const string Gpus = $"{nameof(CreateSandboxOptions.Resources)}.{nameof(SandboxResources.Gpus)}";
}
