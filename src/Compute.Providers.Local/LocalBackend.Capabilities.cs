using Compute.Framework;
using Compute.Providers.Local.Limits;

namespace Compute.Providers.Local;

internal sealed partial class LocalBackend
{
    public ProviderAvailability CheckAvailability()
    {
        try
        {
            _store.State.Ensure();
            return ProviderAvailability.Available(Environment.OSVersion.VersionString) with { Reason = Isolated };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ProviderAvailability.Unavailable(
                $"The state directory '{_store.State.Root}' cannot be used: {exception.Message}",
                $"Set {nameof(LocalOptions.StateDirectory)} to a directory that this user can write to.");
        }
    }

    /// <summary>Says how things are done on this machine, and what it lacks.</summary>
    public Capability Refine(SandboxOperation operation, string? option, Capability declared) => (operation, option) switch
    {
        (SandboxOperation.CreateSandbox, null) => declared with { Description = Isolated },
        (SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Mounts)) when !HasNamespaces => Capability.Unsupported("it needs isolation 'Namespaces'"),
        (SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Network)) => HasNamespaces
            ? declared with { Description = "None by default, and Full; no named networks" }
            : Capability.Unsupported("commands have this machine's network, and taking it away needs isolation 'Namespaces'"),
        (SandboxOperation.CreateSandbox, "Resources.Cpus") => Limit(declared, "cpu"),
        (SandboxOperation.CreateSandbox, "Resources.MemoryBytes") => Limit(declared, "memory"),
        (SandboxOperation.CreateSandbox, "Resources.MaxProcesses") => Limit(declared, "pids"),
        (SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Ports)) => declared with { Description = "they are this machine's own, on loopback; they need its network" },
        (SandboxOperation.OpenTerminal or SandboxOperation.Pause or SandboxOperation.Resume or SandboxOperation.GetMetrics, null) when !OperatingSystem.IsLinux() =>
            Capability.Unsupported("it needs Linux"),
        (SandboxOperation.Pause, null) => declared with { Description = "every process is stopped by a signal" },
        (SandboxOperation.RunCommand or SandboxOperation.StartProcess, null) => declared with { Description = Running },
        (SandboxOperation.CreateSnapshot or SandboxOperation.Branch, null) => declared with { Description = _workspaces.Method.Description },
        _ => declared,
    };

    private bool HasNamespaces => _explained.Value.Isolation == LocalIsolation.Namespaces;

    private string Isolated => _explained.Value is var (isolation, reason) && reason is null
        ? $"isolation '{isolation}'"
        : $"isolation '{_explained.Value.Isolation}': {_explained.Value.Reason}";

    private string Running => (OperatingSystem.IsLinux(), HasNamespaces) switch
    {
        (false, _) => "a death by signal n is told as exit code 128+n; a kill reaches the descendants that are still linked by their parents",
        (true, true) => "a kill reaches the command's descendants, its session and what carries its marker in the environment; what forks twice, starts a session of its own and drops its environment lives until the sandbox ends",
        (true, false) => "a kill reaches the command's descendants, its session and what carries its marker in the environment; what forks twice, starts a session of its own and drops its environment escapes, unless the sandbox has a limit",
    };

    private static Capability Limit(Capability declared, string controller) =>
        LimitCheck.Reason(controller) is { } reason ? Capability.Unsupported(reason) : declared with { Description = "by control groups" };
}
