using System.Collections.ObjectModel;

namespace Compute.Framework.Runtime;

/// <summary>Works out a provider's capability manifest from what its author declared and what the runtime can add.</summary>
internal static class Capabilities
{
    private static readonly SandboxOperation[] FileOperations =
    [
        SandboxOperation.ReadFile, SandboxOperation.WriteFile, SandboxOperation.ListDirectory, SandboxOperation.DescribeFile,
        SandboxOperation.FileExists, SandboxOperation.CreateDirectory, SandboxOperation.DeletePath, SandboxOperation.MovePath,
        SandboxOperation.CopyPath, SandboxOperation.SetFileMode,
    ];

    public static CapabilityManifest Build(ProviderManifest manifest, ICapabilityRefiner? refiner)
    {
        var declared = Enum.GetValues<SandboxOperation>().Select(operation => Declared(operation, manifest));
        if (refiner is null)
        {
            return new CapabilityManifest(declared, OrphanCleanup(manifest, static (_, _) => true));
        }

        var refined = declared.ToDictionary(operation => operation.Operation, operation => Refine(operation, refiner));
        if (manifest.Declares(SandboxOperation.RunCommand) && RunsProcesses(manifest, refined[SandboxOperation.RunCommand].Support))
        {
            refined[SandboxOperation.RunCommand] = refined[SandboxOperation.RunCommand] with
            {
                Options = refined[SandboxOperation.StartProcess].Options,
            };
        }

        var narrowed = refined.Values.Select(operation => EmulationNeeds.Narrow(operation, manifest, refined));
        return new CapabilityManifest(
            narrowed,
            OrphanCleanup(
                manifest,
                (operation, option) => refined[operation] is var entry && (
                    option is null ? entry.Support : entry[option]).Level != SupportLevel.Unsupported));
    }

    /// <summary>How the framework does an operation that the author has no method for, or whose method cannot be used here; null where
    /// it does not.</summary>
    public static Support? Emulation(SandboxOperation operation, ProviderManifest manifest) => operation switch
    {
        SandboxOperation.RunCommand when manifest.Declares(SandboxOperation.StartProcess) || !manifest.Declares(operation) =>
            Support.Emulated("a process is started and its output collected"),
        SandboxOperation.RunCode => Support.Emulated(EmulationNotes.RunCode),
        SandboxOperation.DescribeSandbox => Support.Emulated("the sandbox is looked up by its id"),
        SandboxOperation.CheckAvailability => Support.Emulated("the settings are checked; the back end is not asked"),
        SandboxOperation.ListProcesses or SandboxOperation.AttachProcess when manifest.Declares(SandboxOperation.StartProcess) =>
            Support.Emulated(EmulationNotes.ProcessTable),
        SandboxOperation.ListTerminals or SandboxOperation.GetTerminal when manifest.Declares(SandboxOperation.OpenTerminal) =>
            Support.Emulated(EmulationNotes.TerminalTable),
        SandboxOperation.Branch when CanCreateFromSnapshot(manifest) && manifest.Declares(SandboxOperation.DeleteSnapshot) =>
            Support.Emulated("a snapshot is taken, sandboxes are created from it, and it is deleted again"),
        _ when Array.IndexOf(FileOperations, operation) >= 0 => Support.Emulated(EmulationNotes.Files),
        _ => null,
    };

    /// <summary>Whether commands are run by starting processes, and not by the author's method for commands.</summary>
    public static bool RunsProcesses(ProviderManifest manifest, Support run) =>
        !manifest.Declares(SandboxOperation.RunCommand)
        || (run.Level == SupportLevel.Emulated && manifest.Declares(SandboxOperation.StartProcess));

    private static Support OrphanCleanup(ProviderManifest manifest, Func<SandboxOperation, string?, bool> isHere)
    {
        if (!manifest.HonoredBy(SandboxOperation.CreateSandbox).Contains(nameof(CreateSandboxOptions.Labels))
            || !isHere(SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Labels)))
        {
            return Support.Unsupported("the provider keeps no labels");
        }

        if (!manifest.HandleShowsLabels)
        {
            return Support.Unsupported("the provider's handle shows no labels");
        }

        return manifest.Declares(SandboxOperation.ListSandboxes) && isHere(SandboxOperation.ListSandboxes, null)
            ? Support.Native()
            : Support.Unsupported("the provider cannot list");
    }

    private static OperationCapability Refine(OperationCapability declared, ICapabilityRefiner refiner)
    {
        if (declared.Support.Level == SupportLevel.Unsupported)
        {
            return declared;
        }

        var options = declared.Options.ToDictionary(
            option => option.Key,
            option => Lower(option.Value, refiner.Refine(declared.Operation, option.Key, option.Value)));
        var support = Lower(declared.Support, refiner.Refine(declared.Operation, null, declared.Support));
        return declared with { Support = support, Options = options };
    }

    /// <summary>A refinement narrows, it never widens.</summary>
    private static Support Lower(Support declared, Support refined) =>
        refined.Level <= declared.Level ? refined : declared;

    private static OperationCapability Declared(SandboxOperation operation, ProviderManifest manifest) =>
        new(operation, SupportOf(operation, manifest), Options(operation, manifest))
        {
            Limits = manifest.Limits.GetValueOrDefault(operation) ?? ReadOnlyDictionary<string, OptionLimits>.Empty,
        };

    private static Support SupportOf(SandboxOperation operation, ProviderManifest manifest) =>
        manifest.Declares(operation)
            ? Support.Native()
            : Emulation(operation, manifest) ?? Support.Unsupported("the provider has no method for it");

    private static bool CanCreateFromSnapshot(ProviderManifest manifest) =>
        manifest.Declares(SandboxOperation.CreateSnapshot)
        && manifest.HonoredBy(SandboxOperation.CreateSandbox).Contains(nameof(CreateSandboxOptions.SnapshotId));

    private static Dictionary<string, Support> Options(SandboxOperation operation, ProviderManifest manifest)
    {
        var options = new Dictionary<string, Support>(StringComparer.Ordinal);
        switch (operation)
        {
            case SandboxOperation.ListSandboxes when manifest.Declares(operation) && manifest.HandleShowsLabels:
                options[nameof(SandboxFilter.Labels)] = Support.Emulated("all sandboxes are listed and filtered here");
                break;
            case SandboxOperation.RunCommand:
                AddCommandOptions(options, CommandSupport.Declared(manifest, byShell: manifest.Declares(operation)));
                break;
            case SandboxOperation.RunCode when manifest.Declares(operation):
                options[nameof(Command.Timeout)] = Support.Emulated(
                    "the run is cancelled when the time-out has passed; its output is lost");
                options[nameof(Command.MaxOutputBytes)] = Support.Emulated("the runtime keeps no more");
                break;
            case SandboxOperation.RunCode:
                AddCommandOptions(options, CommandSupport.Declared(manifest, byShell: manifest.Declares(SandboxOperation.RunCommand)));
                options.Remove(nameof(Command.Arguments));
                break;
            case SandboxOperation.StartProcess when manifest.Declares(operation):
                AddCommandOptions(options, CommandSupport.Declared(manifest, byShell: false));
                break;
            case SandboxOperation.OpenTerminal when manifest.Declares(operation):
                options[nameof(TerminalOptions.Columns)] = options[nameof(TerminalOptions.Rows)] = Support.Emulated(
                    "the terminal is resized once it is open");
                break;
        }

        foreach (var name in manifest.HonoredBy(operation))
        {
            options[name] = Support.Native();
        }

        return options;
    }

    private static void AddCommandOptions(Dictionary<string, Support> options, CommandSupport support)
    {
        foreach (var name in OptionTables.Commands.Names)
        {
            if (support.Native.Contains(name))
            {
                options[name] = Support.Native();
            }
            else if (support.Emulated.Contains(name))
            {
                options[name] = Support.Emulated(support.Describe(name));
            }
        }
    }
}
