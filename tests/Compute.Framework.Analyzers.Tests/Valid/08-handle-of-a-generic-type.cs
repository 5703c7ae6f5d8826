using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<Box<int>> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(new Box<int>("1", 1));

    [GetSandbox] private Task<Box<int>?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<Box<int>?>(new Box<int>(sandboxId, 2));

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private Task<ExecutionResult> RunAsync(Box<int> box, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(box.Content + arguments.Count));
}

public sealed record Box<T>([property: SandboxId] string Id, T Content);
