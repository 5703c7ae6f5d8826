using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.Limits;
using Compute.Providers.Local.State;
using Microsoft.Extensions.Logging;

namespace Compute.Providers.Local.Isolation;

/// <summary>Chooses the isolation of new sandboxes, and finds that of existing ones.</summary>
internal sealed class IsolationChoice
{
    private readonly LocalIsolation _wanted;
    private readonly ProcessIsolation _process;
    private readonly Func<Task<Probed>> _probe;
    private readonly Lock _gate = new();
    private Task<Probed>? _namespaces;

    public IsolationChoice(LocalIsolation wanted, StateDirectory state, ILogger logger)
    {
        _wanted = wanted;
        _process = new ProcessIsolation(state);
        _probe = () => ProbeAsync(state, logger);
    }

    /// <summary>The isolation that a new sandbox gets.</summary>
    /// <exception cref="ProviderConfigurationException">Namespaces were asked for and are not possible.</exception>
    public async ValueTask<LocalIsolation> ForNewAsync()
    {
        var (isolation, reason) = await ExplainAsync().ConfigureAwait(false);
        return isolation == LocalIsolation.Process && _wanted == LocalIsolation.Namespaces ? throw Impossible(reason) : isolation;
    }

    /// <summary>The isolation that this machine gives to new sandboxes, and why not a better one.</summary>
    public async Task<(LocalIsolation Isolation, string? Reason)> ExplainAsync()
    {
        if (_wanted == LocalIsolation.Process)
        {
            return (LocalIsolation.Process, "the settings say so");
        }

        var probed = await ProbeOnceAsync().ConfigureAwait(false);
        return probed.Isolation is null ? (LocalIsolation.Process, probed.Reason) : (LocalIsolation.Namespaces, null);
    }

    /// <exception cref="ProviderConfigurationException">The sandbox has namespaces, and this process cannot enter any.</exception>
    public async ValueTask<ISandboxIsolation> OfAsync(SandboxRecord record)
    {
        if (record.Isolation == LocalIsolation.Process)
        {
            return _process;
        }

        var probed = await ProbeOnceAsync().ConfigureAwait(false);
        return probed.Isolation ?? throw Impossible(probed.Reason);
    }

    /// <summary>Kills every process of a sandbox, whoever started it; its record may be gone.</summary>
    public void KillAll(string sandboxId, SandboxPaths paths)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        if (!EndNamespaces(sandboxId, paths))
        {
            new ProcessTree(SandboxEnvironment.SandboxMarker(sandboxId)).Kill();
        }

        ControlGroups.Remove(sandboxId);
    }

    /// <summary>Ends a sandbox's namespaces with all processes in them; the next command makes new ones.</summary>
    /// <returns>Whether there were some and they are gone.</returns>
    [SupportedOSPlatform("linux")]
    public bool EndNamespaces(string sandboxId, SandboxPaths paths)
    {
        if (Volatile.Read(ref _namespaces) is { IsCompletedSuccessfully: true, Result.Isolation: NamespaceIsolation isolation })
        {
            isolation.Forget(sandboxId);
        }

        return NamespaceHolder.Kill(sandboxId, paths);
    }

    /// <summary>Tries once, and again where trying has failed.</summary>
    private Task<Probed> ProbeOnceAsync()
    {
        lock (_gate)
        {
            return _namespaces is { IsFaulted: false, IsCanceled: false } known ? known : _namespaces = Task.Run(_probe);
        }
    }

    private static async Task<Probed> ProbeAsync(StateDirectory state, ILogger logger)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new Probed(null, "namespaces are a feature of Linux");
        }

        var (tools, reason) = await NamespaceProbe.RunAsync(state).ConfigureAwait(false);
        if (tools is not null)
        {
            return new Probed(new NamespaceIsolation(state, tools), null);
        }

        LocalLog.NoNamespaces(logger, reason!);
        return new Probed(null, reason);
    }

    private static ProviderConfigurationException Impossible(string? reason) =>
        new($"Isolation 'Namespaces' is not possible on this machine: {reason}")
        {
            Remediation = "Install bubblewrap and util-linux 2.38 or later and allow user namespaces, or set Isolation to Process.",
        };

    private sealed record Probed(ISandboxIsolation? Isolation, string? Reason);
}
