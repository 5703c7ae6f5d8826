namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class ReturnTypeFixTests
{
    private const string Destroy = "private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);";

    [Fact]
    public Task Lookup_may_give_null() => VerifyFix.OneAsync("CFW1008", Author.With("private Task<Vm?> FindAsync", "private Task<Vm> FindAsync", "=> SendAsync(\"get\", sandboxId, cancellationToken);", "=> SendAsync(\"get\", sandboxId, cancellationToken)!;"), Author.With("=> SendAsync(\"get\", sandboxId, cancellationToken);", "=> SendAsync(\"get\", sandboxId, cancellationToken)!;"));

    [Fact]
    public Task Void_to_task() => VerifyFix.OneAsync("CFW1008", Author.With("private Task DestroyAsync", "private void DestroyAsync"), Author.Source);

    [Fact]
    public Task Async_void_to_async_task() => VerifyFix.OneAsync(
        "CFW1008",
        Author.With("private Task DestroyAsync", "private async void DestroyAsync", "=> SendAsync(\"destroy\"", "=> await SendAsync(\"destroy\""),
        Author.With("private Task DestroyAsync", "private async Task DestroyAsync", "=> SendAsync(\"destroy\"", "=> await SendAsync(\"destroy\""));

    [Fact]
    public Task Void_block_gives_a_completed_task() => VerifyFix.OneAsync(
        "CFW1008",
        Author.With(Destroy, "private void DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        cancellationToken.ThrowIfCancellationRequested();\n        http.CancelPendingRequests();\n        if (sandboxId.Length == 0)\n        {\n            return;\n        }\n\n        http.CancelPendingRequests();\n    }"),
        Author.With(Destroy, "private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        cancellationToken.ThrowIfCancellationRequested();\n        http.CancelPendingRequests();\n        if (sandboxId.Length == 0)\n        {\n            return Task.CompletedTask;\n        }\n\n        http.CancelPendingRequests();\n        return Task.CompletedTask;\n    }"));

    [Fact]
    public Task Value_is_wrapped_in_a_task() => VerifyFix.OneAsync("CFW1008", Minimally("Task<ExecutionResult> RunAsync", "ExecutionResult RunAsync", "=> Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count))", "=> ExecutionResult.Exited(vm.Id.Length + arguments.Count)"), Minimal.Source);

    [Fact]
    public Task Exit_code_becomes_a_result() => VerifyFix.OneAsync("CFW1008", Author.With("private async Task<ExecutionResult> RunAsync", "private async Task<int> RunAsync", "return ExecutionResult.Exited(vm.LastExitCode);", "return vm.LastExitCode;"), Author.Source);

    [Fact]
    public Task Exit_code_becomes_a_result_in_a_task() => VerifyFix.OneAsync("CFW1008", Minimally("Task<ExecutionResult> RunAsync", "int RunAsync", "=> Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count))", "=> vm.Id.Length + arguments.Count"), Minimal.Source);

    [Fact]
    public Task List_becomes_a_task_of_a_list() => VerifyFix.OneAsync(
        "CFW1008",
        Minimally("[GetSandbox]", "[ListSandboxes] private List<Vm> List(CancellationToken cancellationToken) => [.. _vms.Values];\n    [GetSandbox]"),
        Minimally("[GetSandbox]", "[ListSandboxes] private Task<IReadOnlyList<Vm>> List(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Vm>>([.. _vms.Values]);\n    [GetSandbox]"));

    [Fact]
    public Task Method_that_gives_nothing_is_left_to_be_written() => VerifyFix.OneAsync(
        "CFW1008",
        Author.With("private async Task<SnapshotInfo> SnapshotAsync", "private async Task SnapshotAsync", "        return new SnapshotInfo { Id = \"1\" };\n", ""),
        Author.With("return new SnapshotInfo { Id = \"1\" };", "throw new NotImplementedException();"));

    [Fact]
    public Task Text_cannot_become_a_result() => VerifyFix.NoneAsync("CFW1008", Author.With("private async Task<ExecutionResult> RunAsync", "private async Task<string> RunAsync", "return ExecutionResult.Exited(vm.LastExitCode);", "return vm.Id;"));

    [Fact]
    public Task Other_handle() => VerifyFix.OneAsync(
        "CFW1014",
        Author.WithType("public sealed class Box { [SandboxId] public string Id { get; init; } = \"\"; }").Replace("private Task<Vm?> FindAsync", "private Task<Box?> FindAsync", StringComparison.Ordinal).Replace("=> SendAsync(\"get\", sandboxId, cancellationToken);", "=> throw new NotSupportedException(sandboxId);", StringComparison.Ordinal),
        Author.WithType("public sealed class Box { [SandboxId] public string Id { get; init; } = \"\"; }").Replace("=> SendAsync(\"get\", sandboxId, cancellationToken);", "=> throw new NotSupportedException(sandboxId);", StringComparison.Ordinal));

    private static string Minimally(params string[] replacements) => Enumerable.Range(0, replacements.Length / 2)
        .Aggregate(Minimal.Source, (source, i) => source.Replace(replacements[2 * i], replacements[(2 * i) + 1], StringComparison.Ordinal));
}
