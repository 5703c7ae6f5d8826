namespace Compute.Framework.Runtime;

/// <summary>Which options of a command a provider honors itself, and which the runtime adds for it, by name.</summary>
internal sealed record CommandSupport(IReadOnlySet<string> Native, IReadOnlySet<string> Emulated, bool ByShell)
{
    /// <summary>What the runtime does around any <see cref="ProcessChannel"/>.</summary>
    private static readonly HashSet<string> ByChannel =
        [nameof(Command.Timeout), nameof(Command.StandardInput), nameof(Command.MaxOutputBytes)];

    /// <summary>What the runtime does with a shell around the author's <see cref="SandboxOperation.RunCommand"/>.</summary>
    private static readonly HashSet<string> ByShellScript = [.. ByChannel, nameof(Command.WorkingDirectory), nameof(Command.Environment)];

    /// <summary>What the author declares.</summary>
    /// <param name="manifest">The declaration.</param>
    /// <param name="byShell">Whether commands go to the author's <see cref="SandboxOperation.RunCommand"/>; else processes are
    /// started.</param>
    public static CommandSupport Declared(ProviderManifest manifest, bool byShell)
    {
        var honored = manifest.HonoredBy(byShell ? SandboxOperation.RunCommand : SandboxOperation.StartProcess).ToHashSet();
        return new(honored, Helped(byShell).Except(honored).ToHashSet(), byShell);
    }

    /// <summary>What this machine and its back end have of it.</summary>
    public static CommandSupport Of(ProviderManifest manifest, CapabilityManifest capabilities, SandboxOperation operation)
    {
        var byShell = operation == SandboxOperation.RunCommand && !Capabilities.RunsProcesses(manifest, capabilities[operation].Support);
        var (native, emulated) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (name, support) in capabilities[operation].Options)
        {
            if (support.Level == SupportLevel.Emulated && Helped(byShell).Contains(name))
            {
                emulated.Add(name);
            }
            else if (support.Level != SupportLevel.Unsupported)
            {
                native.Add(name);
            }
        }

        return new(native, emulated, byShell);
    }

    private static HashSet<string> Helped(bool byShell) => byShell ? ByShellScript : ByChannel;

    public string Describe(string option) => option switch
    {
        nameof(Command.MaxOutputBytes) => "the runtime keeps no more",
        nameof(Command.Timeout) when ByShell => EmulationNotes.Timeout,
        nameof(Command.Timeout) => "the runtime kills the process through the provider when the time has passed",
        nameof(Command.StandardInput) when !ByShell => "the runtime writes it to the process",
        _ => EmulationNotes.Shell,
    };
}
