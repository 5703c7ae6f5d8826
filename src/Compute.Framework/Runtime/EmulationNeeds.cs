namespace Compute.Framework.Runtime;

/// <summary>What the framework's emulations are made of: where that is missing on this machine, the emulation is missing too.</summary>
internal static class EmulationNeeds
{
    /// <summary>An operation as it is when everything is known of the others.</summary>
    /// <param name="entry">The operation.</param>
    /// <param name="manifest">What the author declares.</param>
    /// <param name="refined">Every operation, as the author's refinement has it.</param>
    public static OperationCapability Narrow(
        OperationCapability entry, ProviderManifest manifest, IReadOnlyDictionary<SandboxOperation, OperationCapability> refined)
    {
        if (Missing(entry, manifest, refined) is { } missing)
        {
            return entry with { Support = missing };
        }

        // A run that is a process has no option that a process has not; nor has code that an interpreter runs.
        return entry.Operation switch
        {
            SandboxOperation.RunCommand when Capabilities.RunsProcesses(manifest, entry.Support) =>
                Lesser(entry, refined[SandboxOperation.StartProcess]),
            SandboxOperation.RunCode when !manifest.Declares(entry.Operation) =>
                Lesser(entry, Narrow(refined[SandboxOperation.RunCommand], manifest, refined)),
            _ => entry,
        };
    }

    private static Support? Missing(
        OperationCapability entry, ProviderManifest manifest, IReadOnlyDictionary<SandboxOperation, OperationCapability> refined)
    {
        if (entry.Support.Level != SupportLevel.Emulated || Capabilities.Emulation(entry.Operation, manifest) is null)
        {
            return null;
        }

        foreach (var (operation, option) in Of(entry.Operation))
        {
            var needed = refined[operation];
            var support = option is null ? Missing(needed, manifest, refined) ?? needed.Support : needed[option];

            // What nobody declares was never there; what is declared is missing here.
            if (support.Level == SupportLevel.Unsupported
                && (manifest.Declares(operation) || Capabilities.Emulation(operation, manifest) is not null))
            {
                return Support.Unsupported(
                    $"it needs {operation}{(option is null ? "" : "." + option)}: {support.Description ?? "it is not supported here"}");
            }
        }

        return null;
    }

    private static OperationCapability Lesser(OperationCapability entry, OperationCapability by) => entry with
    {
        Options = entry.Options.ToDictionary(option => option.Key, option => Lesser(option.Value, by[option.Key])),
    };

    private static Support Lesser(Support run, Support start) => start.Level < run.Level ? start : run;

    private static (SandboxOperation Operation, string? Option)[] Of(SandboxOperation operation) => operation switch
    {
        SandboxOperation.RunCommand => [(SandboxOperation.StartProcess, null)],
        SandboxOperation.ListProcesses or SandboxOperation.AttachProcess => [(SandboxOperation.StartProcess, null)],
        SandboxOperation.ListTerminals or SandboxOperation.GetTerminal => [(SandboxOperation.OpenTerminal, null)],
        SandboxOperation.Branch =>
        [
            (SandboxOperation.CreateSnapshot, null), (SandboxOperation.DeleteSnapshot, null),
            (SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.SnapshotId)),
        ],
        SandboxOperation.CheckAvailability => [],
        SandboxOperation.DescribeSandbox => [(SandboxOperation.GetSandbox, null)],
        _ => [(SandboxOperation.RunCommand, null)],
    };
}
