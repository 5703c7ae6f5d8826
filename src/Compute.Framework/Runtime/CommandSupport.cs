namespace Compute.Framework.Runtime;

/// <summary>Which options of a command a provider honors itself, and which the runtime adds for it.</summary>
internal readonly record struct CommandSupport(CommandOptionSet Native, CommandOptionSet Emulated, bool ByShell)
{
    private const CommandOptionSet ShellCan =
        CommandOptionSet.WorkingDirectory | CommandOptionSet.Environment | CommandOptionSet.Timeout | CommandOptionSet.StandardInput;

    /// <summary>What the runtime does around any <see cref="ProcessChannel"/>.</summary>
    private const CommandOptionSet ChannelCan = CommandOptionSet.Timeout | CommandOptionSet.StandardInput | CommandOptionSet.MaxOutputBytes;

    /// <summary>What the author declares.</summary>
    /// <param name="manifest">The declaration.</param>
    /// <param name="byShell">Whether commands go to the author's <see cref="SandboxOperation.RunCommand"/>; else processes are
    /// started.</param>
    public static CommandSupport Declared(ProviderManifest manifest, bool byShell)
    {
        var honored = byShell ? manifest.RunCommand : manifest.StartProcess;
        return new(honored, Helped(byShell) & ~honored, byShell);
    }

    /// <summary>What this machine and its back end have of it.</summary>
    public static CommandSupport Of(ProviderManifest manifest, CapabilityManifest capabilities, SandboxOperation operation)
    {
        var byShell = operation == SandboxOperation.RunCommand && !Capabilities.RunsProcesses(manifest, capabilities[operation].Support);
        var (native, emulated) = (CommandOptionSet.None, CommandOptionSet.None);
        foreach (var (option, name) in CommandGuard.All)
        {
            var level = capabilities[operation][name].Level;
            if (level == SupportLevel.Emulated && Helped(byShell).HasFlag(option))
            {
                emulated |= option;
            }
            else if (level != SupportLevel.Unsupported)
            {
                native |= option;
            }
        }

        return new(native, emulated, byShell);
    }

    private static CommandOptionSet Helped(bool byShell) => byShell ? ShellCan | CommandOptionSet.MaxOutputBytes : ChannelCan;

    public string Describe(CommandOptionSet option) => option switch
    {
        CommandOptionSet.MaxOutputBytes => "the runtime keeps no more",
        CommandOptionSet.Timeout when ByShell => EmulationNotes.Timeout,
        CommandOptionSet.Timeout => "the runtime kills the process through the provider when the time has passed",
        CommandOptionSet.StandardInput when !ByShell => "the runtime writes it to the process",
        _ => EmulationNotes.Shell,
    };
}
