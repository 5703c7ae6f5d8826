namespace Compute.Framework.Runtime;

/// <summary>The values of options by their names in the manifest, for limits. Every option whose values can be limited has a row.</summary>
internal static class OptionValues
{
    public static object? Of(CreateSandboxOptions options, string option) => option switch
    {
        nameof(options.Image) => options.Image,
        nameof(options.Template) => options.Template,
        nameof(options.SnapshotId) => options.SnapshotId,
        nameof(options.Name) => options.Name,
        nameof(options.Labels) => options.Labels,
        nameof(options.Environment) => options.Environment,
        nameof(options.WorkingDirectory) => options.WorkingDirectory,
        nameof(options.User) => options.User,
        nameof(options.Lifetime) => options.Lifetime,
        "Resources.Cpus" => options.Resources.Cpus,
        "Resources.MemoryBytes" => options.Resources.MemoryBytes,
        "Resources.DiskBytes" => options.Resources.DiskBytes,
        "Resources.MaxProcesses" => options.Resources.MaxProcesses,
        "Resources.Gpus" => options.Resources.Gpus,
        nameof(options.Ports) => options.Ports,
        nameof(options.NetworkAllowList) => options.NetworkAllowList,
        _ => throw Unknown(option),
    };

    public static object? Of(Command command, string option) => option switch
    {
        nameof(command.Arguments) => command.Arguments,
        nameof(command.WorkingDirectory) => command.WorkingDirectory,
        nameof(command.Environment) => command.Environment,
        nameof(command.User) => command.User,
        nameof(command.Timeout) => command.Timeout,
        nameof(command.MaxOutputBytes) => command.MaxOutputBytes,
        _ => throw Unknown(option),
    };

    public static object? Of(TerminalOptions options, string option) => option switch
    {
        nameof(options.Arguments) => options.Arguments,
        nameof(options.WorkingDirectory) => options.WorkingDirectory,
        nameof(options.Environment) => options.Environment,
        nameof(options.User) => options.User,
        nameof(options.Columns) => options.Columns,
        nameof(options.Rows) => options.Rows,
        _ => throw Unknown(option),
    };

    public static object? Of(LogOptions options, string option) => option == nameof(options.Tail) ? options.Tail : throw Unknown(option);

    public static object? Of(CreateVolumeOptions options, string option) => option switch
    {
        nameof(options.Name) => options.Name,
        nameof(options.Labels) => options.Labels,
        nameof(options.SizeBytes) => options.SizeBytes,
        _ => throw Unknown(option),
    };

    public static object? Of(CreateNetworkOptions options, string option) => option switch
    {
        nameof(options.Name) => options.Name,
        nameof(options.Labels) => options.Labels,
        _ => throw Unknown(option),
    };

    public static object? Of(BuildTemplateOptions options, string option) => option switch
    {
        nameof(options.Name) => options.Name,
        nameof(options.ContextDirectory) => options.ContextDirectory,
        nameof(options.RecipePath) => options.RecipePath,
        nameof(options.Arguments) => options.Arguments,
        nameof(options.Labels) => options.Labels,
        _ => throw Unknown(option),
    };

    /// <summary>A limit that is not enforced would be worse than an error.</summary>
    private static NotSupportedException Unknown(string option) => new($"The values of the option '{option}' cannot be limited.");
}
