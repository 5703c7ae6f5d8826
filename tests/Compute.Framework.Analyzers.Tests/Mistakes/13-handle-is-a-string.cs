using Compute.Framework;
using Compute.Framework.Authoring;

namespace Acme;

[Provider("acme")]
public sealed partial class {|CFW0006:AcmeProvider|}
{
    [CreateSandbox]
    private Task<string> CreateAsync(string? image, CancellationToken cancellationToken) => Task.FromResult(image ?? "1");

    [GetSandbox]
    private Task<string?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<string?>(sandboxId);

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand]
    private Task<ExecutionResult> RunAsync(string box, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(box.Length + arguments.Count));
}
