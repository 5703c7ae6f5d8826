namespace Compute.Framework.Analyzers.Tests;

public sealed class OtherHandleTests : RuleTests
{
    public override string Id => "CFW1014";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"get\", sandboxId, cancellationToken);", "private [|Task<Box?>|] FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.Run(() => sandboxId.Length == 0 ? null : new Box(), cancellationToken);", "public class Vm", "public sealed class Box { [SandboxId] public string Id { get; init; } = \"\"; }\n\npublic class Vm"),
        Author.With("DestroyAsync(string sandboxId,", "DestroyAsync(string sandboxId, [|Box|] box,", "\"destroy\", sandboxId", "\"destroy\", sandboxId + box.Id", "public class Vm", "public sealed class Box { [SandboxId] public string Id { get; init; } = \"\"; }\n\npublic class Vm"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("DestroyAsync(string sandboxId,", "DestroyAsync(Vm vm,", "\"destroy\", sandboxId", "\"destroy\", vm.Id"),
        Author.With("public class Vm", "public sealed class Box { [SandboxId] public string Id { get; init; } = \"\"; }\n\npublic class Vm"),
    ];
}
