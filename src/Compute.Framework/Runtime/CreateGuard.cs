namespace Compute.Framework.Runtime;

/// <summary>Honor or reject: checks creation options against a provider's allow-list before anything leaves the process.</summary>
internal static class CreateGuard
{
    /// <summary>Prefix of the label keys that belong to the framework.</summary>
    public const string ReservedLabelPrefix = "compute.";

    private static readonly (CreateOptionSet Option, string Name)[] Names =
    [
        (CreateOptionSet.Image, nameof(CreateSandboxOptions.Image)),
        (CreateOptionSet.Template, nameof(CreateSandboxOptions.Template)),
        (CreateOptionSet.SnapshotId, nameof(CreateSandboxOptions.SnapshotId)),
        (CreateOptionSet.Name, nameof(CreateSandboxOptions.Name)),
        (CreateOptionSet.Labels, nameof(CreateSandboxOptions.Labels)),
        (CreateOptionSet.Environment, nameof(CreateSandboxOptions.Environment)),
        (CreateOptionSet.WorkingDirectory, nameof(CreateSandboxOptions.WorkingDirectory)),
        (CreateOptionSet.User, nameof(CreateSandboxOptions.User)),
        (CreateOptionSet.Lifetime, nameof(CreateSandboxOptions.Lifetime)),
        (CreateOptionSet.Cpus, "Resources.Cpus"),
        (CreateOptionSet.MemoryBytes, "Resources.MemoryBytes"),
        (CreateOptionSet.DiskBytes, "Resources.DiskBytes"),
        (CreateOptionSet.MaxProcesses, "Resources.MaxProcesses"),
        (CreateOptionSet.Gpus, "Resources.Gpus"),
        (CreateOptionSet.Ports, nameof(CreateSandboxOptions.Ports)),
        (CreateOptionSet.Mounts, nameof(CreateSandboxOptions.Mounts)),
        (CreateOptionSet.Network, nameof(CreateSandboxOptions.Network)),
        (CreateOptionSet.NetworkAllowList, nameof(CreateSandboxOptions.NetworkAllowList)),
        (CreateOptionSet.Security, nameof(CreateSandboxOptions.Security)),
        (CreateOptionSet.ProviderOptions, nameof(CreateSandboxOptions.ProviderOptions)),
    ];

    /// <summary>The options by name, in the order of their bits.</summary>
    public static IReadOnlyList<(CreateOptionSet Option, string Name)> All => Names;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    /// <exception cref="UnsupportedOptionException">An option is set that the provider does not honor, or not on this machine.</exception>
    public static void Check(CreateSandboxOptions options, ProviderManifest manifest, OperationCapability here)
    {
        CheckValues(options);
        var refused = SetOptions(options, manifest.Name) & ~manifest.Create;
        if (refused != CreateOptionSet.None)
        {
            throw new UnsupportedOptionException(NameOf(refused));
        }

        CheckHere(options, manifest, here);
        foreach (var own in options.ProviderOptions)
        {
            if (own.ProviderName == manifest.Name && own.GetType() != manifest.ProviderOptionsType)
            {
                throw new UnsupportedOptionException(own.GetType().Name, "it names this provider, but the provider does not know it");
            }
        }
    }

    /// <summary>What the machine lacks is refused like what the provider lacks, with the reason.</summary>
    /// <exception cref="UnsupportedOptionException">An option is set that is not honored on this machine.</exception>
    public static void CheckHere(CreateSandboxOptions options, ProviderManifest manifest, OperationCapability here)
    {
        var set = SetOptions(options, manifest.Name);
        foreach (var (option, name) in Names)
        {
            if (set.HasFlag(option) && here[name] is { Level: SupportLevel.Unsupported } support)
            {
                throw new UnsupportedOptionException(name, support.Description);
            }
        }
    }

    /// <summary>Which options the caller set. An option that is added to the contract is added here, so that older providers refuse
    /// it.</summary>
    internal static CreateOptionSet SetOptions(CreateSandboxOptions options, string provider)
    {
        var resources = options.Resources;
        return When(options.Image is not null, CreateOptionSet.Image)
            | When(options.Template is not null, CreateOptionSet.Template)
            | When(options.SnapshotId is not null, CreateOptionSet.SnapshotId)
            | When(options.Name is not null, CreateOptionSet.Name)
            | When(options.Labels.Count > 0, CreateOptionSet.Labels)
            | When(options.Environment.Count > 0, CreateOptionSet.Environment)
            | When(options.WorkingDirectory is not null, CreateOptionSet.WorkingDirectory)
            | When(options.User is not null, CreateOptionSet.User)
            | When(options.Lifetime is { } lifetime && lifetime != Timeout.InfiniteTimeSpan, CreateOptionSet.Lifetime)
            | When(resources.Cpus is not null, CreateOptionSet.Cpus)
            | When(resources.MemoryBytes is not null, CreateOptionSet.MemoryBytes)
            | When(resources.DiskBytes is not null, CreateOptionSet.DiskBytes)
            | When(resources.MaxProcesses is not null, CreateOptionSet.MaxProcesses)
            | When(resources.Gpus is not null, CreateOptionSet.Gpus)
            | When(options.Ports.Count > 0, CreateOptionSet.Ports)
            | When(options.Mounts.Count > 0, CreateOptionSet.Mounts)
            | When(options.Network is { Access: not NetworkAccess.AllowOnly }, CreateOptionSet.Network)
            | When(options.NetworkAllowList.Count > 0, CreateOptionSet.NetworkAllowList)
            | When(options.Security is not null, CreateOptionSet.Security)
            | When(options.ProviderOptions.Any(own => own.ProviderName == provider), CreateOptionSet.ProviderOptions);
    }

    private static CreateOptionSet When(bool isSet, CreateOptionSet option) => isSet ? option : CreateOptionSet.None;

    /// <summary>The first refused option's name; a bit without a name is an option newer than this table.</summary>
    private static string NameOf(CreateOptionSet refused) =>
        Array.Find(Names, entry => refused.HasFlag(entry.Option)) is { Name: { } name } ? name : refused.ToString();

    public static void CheckLabels(IReadOnlyDictionary<string, string> labels, string parameter)
    {
        foreach (var (key, value) in labels)
        {
            if (key.Length == 0 || key.StartsWith(ReservedLabelPrefix, StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"The label key '{key}' is empty or begins with '{ReservedLabelPrefix}', which belongs to the framework.", parameter);
            }

            if (!TextGuard.CanPass(key) || !TextGuard.CanPass(value))
            {
                throw new ArgumentException(
                    $"The label '{key.Replace('\0', '?')}' or its value is null, or holds a NUL or a lone surrogate.", parameter);
            }
        }
    }

    private static void CheckValues(CreateSandboxOptions options)
    {
        CheckLabels(options.Labels, nameof(options));
        CommandGuard.CheckEnvironment(options.Environment, nameof(options));
        CheckTexts(options);
        Ranges.Lifetime(options.Lifetime == Timeout.InfiniteTimeSpan ? null : options.Lifetime, nameof(options.Lifetime));
        Ranges.Positive(options.Resources.Cpus, "Resources.Cpus");
        Ranges.Positive(options.Resources.MemoryBytes, "Resources.MemoryBytes");
        Ranges.Positive(options.Resources.DiskBytes, "Resources.DiskBytes");
        Ranges.Positive(options.Resources.MaxProcesses, "Resources.MaxProcesses");
        Ranges.Positive(options.Resources.Gpus, "Resources.Gpus");
        foreach (var port in options.Ports)
        {
            Ranges.Port(port, nameof(options.Ports));
        }
    }

    private static void CheckTexts(CreateSandboxOptions options)
    {
        TextGuard.Check(options.Image, nameof(options.Image), nameof(options));
        TextGuard.Check(options.Template, nameof(options.Template), nameof(options));
        TextGuard.Check(options.SnapshotId, nameof(options.SnapshotId), nameof(options));
        TextGuard.Check(options.Name, nameof(options.Name), nameof(options));
        TextGuard.Check(options.WorkingDirectory, nameof(options.WorkingDirectory), nameof(options));
        TextGuard.Check(options.User, nameof(options.User), nameof(options));
        CheckElements(options.ProviderOptions, nameof(options.ProviderOptions), nameof(options));
        CheckElements(options.Mounts, nameof(options.Mounts), nameof(options));
        foreach (var mount in options.Mounts)
        {
            CheckElements([mount.Source, mount.Target], "Mounts", nameof(options));
            TextGuard.Check(mount.Source, "Mounts.Source", nameof(options));
            TextGuard.Check(mount.Target, "Mounts.Target", nameof(options));
        }

        TextGuard.Check(options.Network?.NetworkName, "Network.NetworkName", nameof(options));
        TextGuard.Check(options.Security?.Seccomp, "Security.Seccomp", nameof(options));
        foreach (var capability in (options.Security?.DropCapabilities ?? []).Concat(options.Security?.AddCapabilities ?? []))
        {
            CheckElements([capability], nameof(options.Security), nameof(options));
            TextGuard.Check(capability, "Security", nameof(options));
        }
    }

    /// <summary>Refuses what only code without null checks, or JSON, can give.</summary>
    private static void CheckElements(IEnumerable<object?> elements, string option, string parameter)
    {
        if (elements.Any(static element => element is null))
        {
            throw new ArgumentException($"{option} holds a null.", parameter);
        }
    }
}
