namespace Compute.Framework.Analyzers.Tests;

public sealed class UnsuitableMethodTests : RuleTests
{
    public override string Id => "CFW1003";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("RunAsync(Vm vm", "[|RunAsync|]<T>(Vm vm"),
        Author.With("private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, in TimeSpan? [|timeout|]", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "return RunAsync(vm, arguments, timeout, cancellationToken);"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private static Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);"),
    ];
}
