namespace Compute.Framework.Runtime;

/// <summary>Honor or reject: checks creation options against a provider's allow-list before anything leaves the process.</summary>
internal static class CreateGuard
{
    /// <summary>Prefix of the label keys that belong to the framework.</summary>
    public const string ReservedLabelPrefix = "compute.";

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    /// <exception cref="UnsupportedOptionException">An option is set that the provider does not honor, or not on this machine.</exception>
    public static void Check(CreateSandboxOptions options, ProviderManifest manifest, OperationCapability here)
    {
        CheckValues(options);
        CheckHere(options, manifest, here);
        foreach (var own in options.ProviderOptions)
        {
            if (own.ProviderName == manifest.Name && own.GetType() != manifest.ProviderOptionsType)
            {
                throw new UnsupportedOptionException(own.GetType().Name, "it names this provider, but the provider does not know it");
            }
        }
    }

    /// <exception cref="UnsupportedOptionException">An option is set that is not honored here.</exception>
    public static void CheckHere(CreateSandboxOptions options, ProviderManifest manifest, OperationCapability here)
    {
        if (options.ProviderOptions.Any(own => own.ProviderName != manifest.Name))
        {
            // What is meant for another provider is left alone.
            options = options with { ProviderOptions = [.. options.ProviderOptions.Where(own => own.ProviderName == manifest.Name)] };
        }

        OptionTables.Create.Refuse(options, here);
    }

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
        Ranges.Positive(options.Resources.Cpus, ResourceOptions.Cpus);
        Ranges.Positive(options.Resources.MemoryBytes, ResourceOptions.MemoryBytes);
        Ranges.Positive(options.Resources.DiskBytes, ResourceOptions.DiskBytes);
        Ranges.Positive(options.Resources.MaxProcesses, ResourceOptions.MaxProcesses);
        Ranges.Positive(options.Resources.Gpus, ResourceOptions.Gpus);
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
