using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<Vm> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(new Vm("1"));

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand]
    private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        Func<int> count = () => arguments.Sum(argument => argument.Length + environment.Count);
        return Inner();
    
        async Task<ExecutionResult> Inner()
        {
            await Task.Delay(timeout ?? TimeSpan.Zero, cancellationToken);
            return ExecutionResult.Exited(vm.Id.Length + count());
        }
    }
}

public sealed record Vm([property: SandboxId] string Id);
