using Compute.Framework;
using Compute.Framework.Authoring;

namespace Consumer;

/// <summary>Its author forgot the method that destroys, and to pass a token on.</summary>
[Provider("forgetful")]
public sealed partial class ForgetfulProvider
{
    [CreateSandbox]
    private static Task<Thing> CreateAsync(CancellationToken cancellationToken) => Task.FromResult(new Thing("1"));

    [GetSandbox]
    private static Task<Thing?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<Thing?>(new Thing(sandboxId));

    [RunCommand]
    private static async Task<ExecutionResult> RunAsync(Thing thing, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await Task.Delay(1);
        return ExecutionResult.Exited(arguments.Count + thing.Id.Length);
    }
}

public sealed record Thing([property: SandboxId] string Id);
