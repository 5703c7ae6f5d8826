namespace Compute.Framework.Analyzers.Tests;

public sealed class OperationOutsideProviderTests : RuleTests
{
    public override string Id => "CFW0014";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithType("public sealed class Other { [[|DestroySandbox|]] public Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken); }"),
        Author.WithType("public abstract class Base { [[|GetSandbox|]] public abstract Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken); }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.WithType("public sealed class Other { public Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken); }"),
    ];
}
