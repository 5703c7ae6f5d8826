using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Limits;

namespace Compute.Providers.Local;

public sealed partial class LocalProvider : ICapabilityRefiner
{
    /// <summary>What this machine can do; null as long as that was not tried.</summary>
    private volatile MachineDescription? _machine;

    /// <summary>Tries what this machine can do: namespaces, control groups, overlays. Some milliseconds, and a process or two.</summary>
    async ValueTask ICapabilityRefiner.PrepareAsync(CancellationToken cancellationToken)
    {
        var (isolation, reason) = await _isolation.ExplainAsync().ConfigureAwait(false);
        _machine = await Task.Run(() => new MachineDescription(
            isolation,
            reason,
            LimitCheck.Reason("cpu"),
            LimitCheck.Reason("memory"),
            LimitCheck.Reason("pids"),
            _workspaces.Method.Description)).ConfigureAwait(false);
    }

    [CheckAvailability]
    internal Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken) =>
        Task.Run(CheckState, cancellationToken);

    private ProviderAvailability CheckState()
    {
        try
        {
            _store.State.Ensure();
            return ProviderAvailability.Available(Environment.OSVersion.VersionString) with { Reason = _machine?.Isolated };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ProviderAvailability.Unavailable(
                $"The state directory '{_store.State.Root}' cannot be used: {exception.Message}",
                $"Set {nameof(LocalOptions.StateDirectory)} to a directory that this user can write to.");
        }
    }

    /// <summary>Says how things are done on this machine, and what it lacks, as far as that is known.</summary>
    Support ICapabilityRefiner.Refine(SandboxOperation operation, string? option, Support declared) => (operation, option) switch
    {
        (SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Ports)) =>
            declared with { Description = "they are this machine's own, on loopback; they need its network" },
        (SandboxOperation.OpenTerminal or SandboxOperation.Pause or SandboxOperation.Resume or SandboxOperation.GetMetrics, null)
            when !OperatingSystem.IsLinux() =>
            Support.Unsupported("it needs Linux"),
        (SandboxOperation.SetFileMode, null) when OperatingSystem.IsWindows() => Support.Unsupported("Windows has no permission bits"),
        (SandboxOperation.Pause, null) => declared with { Description = "every process is stopped by a signal" },
        _ => _machine?.Refine(operation, option, declared) ?? declared,
    };

    /// <summary>What was found out about this machine.</summary>
    private sealed record MachineDescription(
        LocalIsolation Isolation, string? Reason, string? NoCpus, string? NoMemory, string? NoProcesses, string Layers)
    {
        public string Isolated => Reason is null ? $"isolation '{Isolation}'" : $"isolation '{Isolation}': {Reason}";

        private bool HasNamespaces => Isolation == LocalIsolation.Namespaces;

        private string Running => (OperatingSystem.IsLinux(), HasNamespaces) switch
        {
            (false, _) => "a death by signal n is reported as exit code 128+n; a kill reaches the descendants that are still linked by " +
                "their parents",
            (true, true) => "a kill reaches the command's descendants, its session and what carries its marker in the environment; what " +
                "forks twice, starts a session of its own and drops its environment lives until the sandbox ends",
            (true, false) => "a kill reaches the command's descendants, its session and what carries its marker in the environment; " +
                "what forks twice, starts a session of its own and drops its environment escapes, unless the sandbox has a limit",
        };

        public Support Refine(SandboxOperation operation, string? option, Support declared) => (operation, option) switch
        {
            (SandboxOperation.CreateSandbox, null) => declared with { Description = Isolated },
            (SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Mounts)) when !HasNamespaces =>
                Support.Unsupported("it needs isolation 'Namespaces'"),
            (SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Network)) => HasNamespaces
                ? declared with { Description = "None by default, and Full; no named networks" }
                : Support.Unsupported("commands have this machine's network, and taking it away needs isolation 'Namespaces'"),
            (SandboxOperation.CreateSandbox, "Resources.Cpus") => Limit(declared, NoCpus),
            (SandboxOperation.CreateSandbox, "Resources.MemoryBytes") => Limit(declared, NoMemory),
            (SandboxOperation.CreateSandbox, "Resources.MaxProcesses") => Limit(declared, NoProcesses),
            (SandboxOperation.RunCommand or SandboxOperation.StartProcess, null) => declared with { Description = Running },
            (SandboxOperation.CreateSnapshot or SandboxOperation.Branch, null) => declared with { Description = Layers },
            _ => declared,
        };

        private static Support Limit(Support declared, string? reason) =>
            reason is null ? declared with { Description = "by control groups" } : Support.Unsupported(reason);
    }
}
