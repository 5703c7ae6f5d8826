namespace Compute.Framework.Analyzers.Tests;

public sealed class NotImplementedTests : RuleTests
{
    public override string Id => "CFW4003";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private Task [|DestroyAsync|](string sandboxId, CancellationToken cancellationToken) => throw new NotImplementedException();"),
        Author.With("RunAsync(Vm", "[|RunAsync|](Vm", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "throw new NotImplementedException(\"Later.\");"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();"),
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        if (sandboxId.Length == 0) throw new NotImplementedException();\n        return SendAsync(\"destroy\", sandboxId, cancellationToken);\n    }"),
        Author.WithMember("private static void Later() => throw new NotImplementedException();"),
    ];
}
