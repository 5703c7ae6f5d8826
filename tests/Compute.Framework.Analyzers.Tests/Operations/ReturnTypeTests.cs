namespace Compute.Framework.Analyzers.Tests;

public sealed class ReturnTypeTests : RuleTests
{
    public override string Id => "CFW1008";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("private Task<Vm?> FindAsync", "private [|Task<Vm>|] FindAsync", "=> SendAsync(\"get\", sandboxId, cancellationToken);", "=> SendAsync(\"get\", sandboxId, cancellationToken)!;"),
        Author.With("private Task DestroyAsync", "private [|void|] DestroyAsync"),
        Author.With("private Task DestroyAsync", "private async [|void|] DestroyAsync", "=> SendAsync(\"destroy\"", "=> await SendAsync(\"destroy\""),
        Author.With("private async Task<ExecutionResult> RunAsync", "private async [|Task<int>|] RunAsync", "return ExecutionResult.Exited(vm.LastExitCode);", "return vm.LastExitCode;"),
        Author.With("private async Task<SnapshotInfo> SnapshotAsync", "private async [|Task|] SnapshotAsync", "        return new SnapshotInfo { Id = \"1\" };\n", ""),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("private Task DestroyAsync", "private async ValueTask DestroyAsync", "=> SendAsync(\"destroy\"", "=> await SendAsync(\"destroy\""),
        Author.With("private Task<Vm?> FindAsync", "private async ValueTask<Vm?> FindAsync", "=> SendAsync(\"get\"", "=> await SendAsync(\"get\""),
    ];
}
