using Compute.Framework;
using Compute.Framework.Authoring;

namespace Acme;

[Provider("acme")]
public sealed partial class AcmeProvider
{
    private sealed record {|CFW0011:Box|}([property: SandboxId] string Id);

    [CreateSandbox]
    private Task<Box> CreateAsync(string? image, CancellationToken cancellationToken) => Task.FromResult(new Box(image ?? "1"));

    [GetSandbox]
    private Task<Box?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<Box?>(new Box(sandboxId));

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand]
    private Task<ExecutionResult> RunAsync(Box box, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(box.Id.Length + arguments.Count));
}
