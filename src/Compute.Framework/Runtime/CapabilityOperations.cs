using System.Collections.Frozen;

namespace Compute.Framework.Runtime;

/// <summary>Which operations stand behind the optional capabilities of a sandbox.</summary>
internal static class CapabilityOperations
{
    private static readonly FrozenDictionary<Type, SandboxOperation[]> ByInterface = new Dictionary<Type, SandboxOperation[]>
    {
        [typeof(ISnapshotSource)] = [SandboxOperation.CreateSnapshot],
        [typeof(IBranchable)] = [SandboxOperation.Branch],
        [typeof(IPausable)] = [SandboxOperation.Pause, SandboxOperation.Resume],
        [typeof(IRestartable)] = [SandboxOperation.StopSandbox, SandboxOperation.RestartSandbox],
        [typeof(IExpiring)] = [SandboxOperation.ExtendLifetime],
        [typeof(IEndpointSource)] = [SandboxOperation.GetEndpoint],
        [typeof(ITerminalHost)] = [SandboxOperation.OpenTerminal, SandboxOperation.ListTerminals, SandboxOperation.GetTerminal],
        [typeof(IProcessTable)] = [SandboxOperation.ListProcesses, SandboxOperation.AttachProcess],
        [typeof(IMetricsSource)] = [SandboxOperation.GetMetrics],
        [typeof(ILogSource)] = [SandboxOperation.ReadLogs],
        [typeof(IHealthSource)] = [SandboxOperation.CheckHealth],
        [typeof(IFileWatcher)] = [SandboxOperation.WatchFiles],
    }.ToFrozenDictionary();

    /// <summary>Whether this machine has what a capability needs; true for what is no capability of the contract.</summary>
    public static bool AreSupported(Type capability, CapabilityManifest capabilities) =>
        !ByInterface.TryGetValue(capability, out var operations) || Array.TrueForAll(operations, capabilities.Supports);
}
