namespace Compute.Framework.Analyzers.Tests;

public sealed class NoCancellationTests : RuleTests
{
    public override string Id => "CFW1004";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken)", "Task [|DestroyAsync|](string sandboxId) => SendAsync(\"destroy\", sandboxId, CancellationToken.None)"),
        Author.With("RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout, CancellationToken cancellationToken)", "[|RunAsync|](Vm vm, CancellationToken cancellationToken, IReadOnlyList<string> arguments, TimeSpan? timeout)"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)", "Task DestroyAsync(string sandboxId, CancellationToken token)", "\"destroy\", sandboxId, cancellationToken", "\"destroy\", sandboxId, token"),
        Author.WithMember("private static void Helper(string text) => _ = text;"),
    ];
}
