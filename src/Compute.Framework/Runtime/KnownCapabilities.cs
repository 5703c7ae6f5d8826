namespace Compute.Framework.Runtime;

/// <summary>What a provider can do as far as that is known: every decision between native, emulated and refused is taken by it.</summary>
internal sealed class KnownCapabilities
{
    private readonly ProviderManifest _manifest;

    /// <param name="manifest">What the author's signatures declare.</param>
    /// <param name="refiner">What narrows it, or null. It must not block.</param>
    public KnownCapabilities(ProviderManifest manifest, ICapabilityRefiner? refiner)
    {
        _manifest = manifest;
        var capabilities = Capabilities.Build(manifest, refiner);
        Info = new ProviderInfo(manifest.Name, manifest.DisplayName, capabilities, manifest.Settings);
        Run = CommandSupport.Of(manifest, capabilities, SandboxOperation.RunCommand);
        Start = CommandSupport.Of(manifest, capabilities, SandboxOperation.StartProcess);
    }

    /// <summary>The provider as consumers see it.</summary>
    public ProviderInfo Info { get; }

    /// <summary>How a command is run to its end.</summary>
    public CommandSupport Run { get; }

    /// <summary>How a process is started.</summary>
    public CommandSupport Start { get; }

    /// <summary>Whether the author's method does an operation; where not, the framework's emulation does, or nobody.</summary>
    public bool IsNative(SandboxOperation operation) =>
        _manifest.Declares(operation)
        && (Info.Capabilities[operation].Support.Level == SupportLevel.Native || Capabilities.Emulation(operation, _manifest) is null);

    /// <summary>Whether the author's method honors an option.</summary>
    public bool IsNative(SandboxOperation operation, string option) => Info.Capabilities[operation][option].Level == SupportLevel.Native;

    /// <summary>Whether a creation honors an option.</summary>
    public bool Creates(string option) => Info.Capabilities.Supports(SandboxOperation.CreateSandbox, option);

    /// <exception cref="UnsupportedCapabilityException">Nobody does the operation here.</exception>
    public void Ensure(SandboxOperation operation)
    {
        var support = Info.Capabilities[operation].Support;
        if (support.Level == SupportLevel.Unsupported)
        {
            throw new UnsupportedCapabilityException(operation.ToString(), support.Description);
        }
    }
}
