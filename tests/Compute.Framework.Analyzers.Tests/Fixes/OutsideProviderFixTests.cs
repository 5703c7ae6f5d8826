namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class OutsideProviderFixTests
{
    [Fact]
    public Task Attribute_without_effect_is_removed() => VerifyFix.OneAsync(
        "CFW0014",
        Author.WithType("public static class Helper { [DestroySandbox] public static Task EndAsync() => Task.CompletedTask; }"),
        Author.WithType("public static class Helper { public static Task EndAsync() => Task.CompletedTask; }"));

    [Fact]
    public Task Class_with_every_operation_becomes_a_provider() => VerifyFix.OneAsync(
        "CFW0014",
        Minimal.Source.Replace("[Provider(\"minimal\")]\n", "", StringComparison.Ordinal).Replace("sealed partial class", "sealed class", StringComparison.Ordinal),
        Minimal.Source,
        "make provider");

    [Fact]
    public Task Parameter_is_taken_by_value() => VerifyFix.OneAsync(
        "CFW1003",
        Author.With("TimeSpan? timeout, Canc", "in TimeSpan? timeout, Canc", "private async Task<ExecutionResult> RunAsync", "private Task<ExecutionResult> RunAsync", "        await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "        return arguments.Count > 1 ? RunAsync(vm, arguments, in timeout, cancellationToken) : throw new NotSupportedException();"),
        Author.With("private async Task<ExecutionResult> RunAsync", "private Task<ExecutionResult> RunAsync", "        await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "        return arguments.Count > 1 ? RunAsync(vm, arguments, timeout, cancellationToken) : throw new NotSupportedException();"));
}
