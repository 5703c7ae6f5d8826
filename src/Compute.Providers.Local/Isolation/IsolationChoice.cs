using Compute.Providers.Local.State;
using Microsoft.Extensions.Logging;

namespace Compute.Providers.Local.Isolation;

/// <summary>Chooses the isolation of new sandboxes, and finds that of existing ones.</summary>
internal sealed class IsolationChoice(LocalIsolation wanted, StateDirectory state, ILogger logger)
{
    private readonly ProcessIsolation _process = new(state);

    /// <summary>The isolation that a new sandbox gets.</summary>
    public LocalIsolation ForNew()
    {
        _ = wanted;
        _ = logger;
        return LocalIsolation.Process;
    }

    public ISandboxIsolation Of(SandboxRecord record) => _process;

    public void KillAll(string sandboxId, SandboxPaths paths) => _process.KillAll(sandboxId, paths);
}
