using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class @class
{
    [CreateSandbox] private Task<@event> @new(CancellationToken @await) => Task.FromResult(new @event("1"));

    [GetSandbox] private Task<@event?> @get(string sandboxId, CancellationToken @await) => Task.FromResult<@event?>(new @event(sandboxId));

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private Task<ExecutionResult> @do(@event @this, IReadOnlyList<string> arguments, CancellationToken @await) => Task.FromResult(ExecutionResult.Exited(@this.@string.Length + arguments.Count));
}

public sealed record @event([property: SandboxId] string @string);
