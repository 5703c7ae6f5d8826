using System.Collections.Concurrent;
using Compute.Gateway.E2B.Protos.Processes;

namespace Compute.Gateway.E2B.State;

/// <summary>The processes of sandboxes by their numbers. They are found for a while after their end.</summary>
internal sealed class E2BProcesses(GatewayOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Sandbox, uint Pid), E2BProcess> _byPid = new();

    public async Task AddAsync(string sandboxId, E2BProcess process)
    {
        Sweep();
        _byPid[(sandboxId, await process.PidAsync.ConfigureAwait(false))] = process;
    }

    /// <summary>The process that a caller names.</summary>
    /// <exception cref="E2BError">There is none.</exception>
    public E2BProcess Require(string sandboxId, ProcessSelector? selector) => selector?.SelectorCase switch
    {
        ProcessSelector.SelectorOneofCase.Pid => _byPid.GetValueOrDefault((sandboxId, selector.Pid))
            ?? throw E2BError.NotFound($"process with pid {selector.Pid} not found"),
        ProcessSelector.SelectorOneofCase.Tag =>
            List(sandboxId).Select(static one => one.Process).LastOrDefault(process => process.Tag == selector.Tag)
            ?? throw E2BError.NotFound($"process with tag {selector.Tag} not found"),
        _ => throw E2BError.Invalid("A process is selected by pid or tag"),
    };

    /// <summary>The processes that run.</summary>
    public IEnumerable<(uint Pid, E2BProcess Process)> List(string sandboxId) => _byPid
        .Where(one => one.Key.Sandbox == sandboxId && one.Value.Served.EndedAt is null)
        .Select(static one => (one.Key.Pid, one.Value))
        .OrderBy(static one => one.Pid);

    public void Forget(string sandboxId)
    {
        foreach (var key in _byPid.Keys.Where(key => key.Sandbox == sandboxId))
        {
            _byPid.TryRemove(key, out _);
        }
    }

    private void Sweep()
    {
        var oldest = time.GetUtcNow() - options.ProcessRetention;
        foreach (var one in _byPid.Where(one => one.Value.Served.EndedAt < oldest))
        {
            _byPid.TryRemove(one);
        }
    }
}
