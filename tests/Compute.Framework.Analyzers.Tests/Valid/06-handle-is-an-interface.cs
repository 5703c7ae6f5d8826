using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<IMachine> MakeAsync(CancellationToken cancellationToken) => Task.FromResult<IMachine>(new Machine("1"));

    [GetSandbox] private Task<IMachine?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<IMachine?>(new Machine(sandboxId));

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private Task<ExecutionResult> RunAsync(IMachine machine, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(machine.Id.Length + arguments.Count));
}

public interface IMachine
{
    [SandboxId] string Id { get; }
}

internal sealed class Machine(string id) : IMachine
{
    public string Id => id;
}
