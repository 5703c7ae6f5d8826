using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Runtime;

/// <summary>Which operations stand behind the optional capabilities of a sandbox and of a provider.</summary>
internal static class CapabilityOperations
{
    private static readonly FrozenDictionary<Type, SandboxOperation[]> ByInterface = new Dictionary<Type, SandboxOperation[]>
    {
        [typeof(ISnapshotSource)] = [SandboxOperation.CreateSnapshot],
        [typeof(IBranchable)] = [SandboxOperation.Branch],
        [typeof(IPausable)] = [SandboxOperation.Pause, SandboxOperation.Resume],
        [typeof(IRestartable)] = [SandboxOperation.StopSandbox, SandboxOperation.RestartSandbox],
        [typeof(ILifetimeExtendable)] = [SandboxOperation.ExtendLifetime],
        [typeof(IEndpointSource)] = [SandboxOperation.GetEndpoint],
        [typeof(ITerminalHost)] = [SandboxOperation.OpenTerminal, SandboxOperation.ListTerminals, SandboxOperation.GetTerminal],
        [typeof(IProcessTable)] = [SandboxOperation.ListProcesses, SandboxOperation.AttachProcess],
        [typeof(IMetricsSource)] = [SandboxOperation.GetMetrics],
        [typeof(ILogSource)] = [SandboxOperation.ReadLogs],
        [typeof(IHealthSource)] = [SandboxOperation.CheckHealth],
        [typeof(IFileWatcher)] = [SandboxOperation.WatchFiles],
        [typeof(ISnapshotStore)] = [SandboxOperation.ListSnapshots, SandboxOperation.DeleteSnapshot],
        [typeof(IVolumeStore)] = [SandboxOperation.CreateVolume, SandboxOperation.ListVolumes, SandboxOperation.DeleteVolume],
        [typeof(INetworkStore)] = [SandboxOperation.CreateNetwork, SandboxOperation.ListNetworks, SandboxOperation.DeleteNetwork],
        [typeof(ITemplateStore)] = [SandboxOperation.BuildTemplate, SandboxOperation.ListTemplates, SandboxOperation.DeleteTemplate],
        [typeof(IEventSource)] = [SandboxOperation.ReadEvents],
    }.ToFrozenDictionary();

    /// <summary>Whether this machine has what a capability needs; true for what is no capability of the contract.</summary>
    public static bool AreSupported(Type capability, CapabilityManifest capabilities) =>
        !ByInterface.TryGetValue(capability, out var operations) || Array.TrueForAll(operations, capabilities.Supports);

    /// <summary>An object as a capability, where it is one and this machine has what that needs.</summary>
    public static bool TryGet<TCapability>(object target, CapabilityManifest capabilities, [NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        capability = AreSupported(typeof(TCapability), capabilities) ? target as TCapability : null;
        return capability is not null;
    }
}
