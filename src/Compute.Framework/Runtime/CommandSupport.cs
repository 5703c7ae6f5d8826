namespace Compute.Framework.Runtime;

/// <summary>Which options of a command a provider honours itself, and which the runtime adds for it.</summary>
internal readonly record struct CommandSupport(CommandOptionSet Native, CommandOptionSet Emulated, bool ByShell)
{
    private const CommandOptionSet ShellCan =
        CommandOptionSet.WorkingDirectory | CommandOptionSet.Environment | CommandOptionSet.Timeout | CommandOptionSet.StandardInput;

    /// <summary>What the runtime does around any <see cref="ProcessChannel"/>.</summary>
    private const CommandOptionSet ChannelCan = CommandOptionSet.Timeout | CommandOptionSet.StandardInput | CommandOptionSet.MaxOutputBytes;

    public CommandOptionSet Supported => Native | Emulated;

    public static CommandSupport Of(ProviderManifest manifest, SandboxOperation operation)
    {
        if (operation == SandboxOperation.RunCommand && manifest.Declares(SandboxOperation.RunCommand))
        {
            var honoured = manifest.RunCommand;
            return new(honoured, (ShellCan | CommandOptionSet.MaxOutputBytes) & ~honoured, ByShell: true);
        }

        var started = manifest.StartProcess;
        return new(started, ChannelCan & ~started, ByShell: false);
    }

    public string Describe(CommandOptionSet option) => option switch
    {
        CommandOptionSet.MaxOutputBytes => "the runtime keeps no more",
        CommandOptionSet.Timeout when ByShell => EmulationNotes.Timeout,
        CommandOptionSet.Timeout => "the runtime kills the process through the provider when the time has passed",
        CommandOptionSet.StandardInput when !ByShell => "the runtime writes it to the process",
        _ => EmulationNotes.Shell,
    };
}
