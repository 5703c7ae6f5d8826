namespace Compute.Framework.Runtime;

/// <summary>The processes and terminals that were started through one provider object: until their starter disposes them, or
/// their sandbox is destroyed.</summary>
internal sealed class ProcessTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<SandboxProcess>> _bySandbox = new(StringComparer.Ordinal);

    public void Add(string sandboxId, SandboxProcess process)
    {
        process.Disposed = disposed => Remove(sandboxId, disposed);
        lock (_gate)
        {
            if (!_bySandbox.TryGetValue(sandboxId, out var processes))
            {
                _bySandbox.Add(sandboxId, processes = []);
            }

            processes.Add(process);
        }
    }

    /// <summary>The latest process with an id: back ends use the ids of processes that have ended again.</summary>
    public SandboxProcess? Find(string sandboxId, string processId)
    {
        lock (_gate)
        {
            return _bySandbox.GetValueOrDefault(sandboxId)?.FindLast(process => process.Id == processId);
        }
    }

    public IReadOnlyList<SandboxProcess> List(string sandboxId)
    {
        lock (_gate)
        {
            return _bySandbox.TryGetValue(sandboxId, out var processes) ? [.. processes] : [];
        }
    }

    public void Forget(string sandboxId)
    {
        lock (_gate)
        {
            _bySandbox.Remove(sandboxId);
        }
    }

    private void Remove(string sandboxId, SandboxProcess process)
    {
        lock (_gate)
        {
            if (_bySandbox.TryGetValue(sandboxId, out var processes) && processes.Remove(process) && processes.Count == 0)
            {
                _bySandbox.Remove(sandboxId);
            }
        }
    }
}
