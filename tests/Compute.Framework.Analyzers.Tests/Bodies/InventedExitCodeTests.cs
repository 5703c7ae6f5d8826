namespace Compute.Framework.Analyzers.Tests;

public sealed class InventedExitCodeTests : RuleTests
{
    public override string Id => "CFW4004";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "return ExecutionResult.Exited([|vm.Code ?? 0|]);", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "return ExecutionResult.Exited([|vm.Code.GetValueOrDefault()|], \"text\");", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "return ExecutionResult.Exited(standardOutput: \"text\", exitCode: [|vm.Code.GetValueOrDefault(-1)|]);", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "return ExecutionResult.Exited([|vm.Code is { } code ? code : 127|]);", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "return ExecutionResult.Exited([|vm.Code.HasValue ? vm.Code.Value : 1|]);", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "var code = vm.Code ?? -1;\n        return ExecutionResult.Exited([|code|]);", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "try\n        {\n            return ExecutionResult.Exited(vm.LastExitCode);\n        }\n        catch (HttpRequestException)\n        {\n            return ExecutionResult.Exited([|1|]);\n        }"),
        Author.WithMember("private static ProcessFrame Frame(int? code) => ProcessFrame.Exited([|code ?? 0|]);"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "try\n        {\n            return ExecutionResult.Exited(vm.LastExitCode);\n        }\n        catch (SandboxFileNotFoundException)\n        {\n            return ExecutionResult.Exited(1);\n        }"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "return ExecutionResult.Exited(vm.Code ?? throw new SandboxUnavailableException(\"The command has no exit code.\"));", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "return ExecutionResult.Exited(vm.Id.Length > 3 ? 1 : 0);", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "return ExecutionResult.Exited(0);", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.With("return ExecutionResult.Exited(vm.LastExitCode);", "return ExecutionResult.Exited(vm.Code!.Value);", "public int LastExitCode", "public int? Code { get; init; }\n    public int LastExitCode"),
        Author.WithMember("private static int? Twice(int? code) => (code ?? 0) * 2;"),
    ];
}
