namespace Compute.Framework.Analyzers.Tests;

public sealed class ParameterNeverReadTests : RuleTests
{
    public override string Id => "CFW4001";

    public override IReadOnlyList<string> Wrong =>
    [
        UnsuitableRecordTests.Taking("sealed record Make(string? Image, TimeSpan? [|Lifetime|]);"),
        UnsuitableRecordTests.Taking("record Base(string? Image) { public string? [|User|] { get; init; } } sealed record Make(string? Image) : Base(Image);"),
        UnsuitableRecordTests.Taking("sealed record Make(string? Image);").Replace("Make make", "Make [|make|]", StringComparison.Ordinal).Replace(" make.Image, snap", " \"\", snap", StringComparison.Ordinal),
        Author.With("TimeSpan? timeout", "TimeSpan? [|timeout|]", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "await SendAsync(vm.Id, arguments[0], cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("TimeSpan? timeout", "TimeSpan? [|timeout|]", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "_ = timeout;\n        await SendAsync(vm.Id, arguments[0], nameof(timeout), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("TimeSpan? timeout", "TimeSpan? [|timeout|]", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "timeout = null;\n        await SendAsync(vm.Id, arguments[0], cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("TimeSpan? timeout", "TimeSpan? [|timeout|]", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "var limit = timeout;\n        var copy = limit;\n        await SendAsync(vm.Id, arguments[0], cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("IReadOnlyList<string> arguments", "IReadOnlyList<string> [|arguments|]", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "ArgumentNullException.ThrowIfNull(arguments);\n        await SendAsync(vm.Id, timeout?.ToString(), null, cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("Extra? extra", "Extra? [|extra|]", ", extra?.Zone", ", null"),
        Author.With("private Task DestroyAsync(string sandboxId", "private Task DestroyAsync(string [|sandboxId|]", "\"destroy\", sandboxId", "\"destroy\", \"\""),
        Author.With("private async Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellationToken) => await SendAsync(\"list\", \"\", cancellationToken) is { } vm ? [vm] : [];", "private async IAsyncEnumerable<Vm> ListAsync(IReadOnlyDictionary<string, string> [|labels|], [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)\n    {\n        if (await SendAsync(\"list\", \"\", cancellationToken) is { } vm) yield return vm;\n    }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        UnsuitableRecordTests.Taking("sealed record Make(string? Image, TimeSpan? Lifetime);").Replace(" make.Image, snap", " make.ToString(), snap", StringComparison.Ordinal),
        UnsuitableRecordTests.Taking("sealed record Make(string? Name, TimeSpan? Lifetime) { public string Image => $\"{Name}{Lifetime}\"; }"),
        UnsuitableRecordTests.Taking("sealed record Make(string? Image, TimeSpan? Lifetime);").Replace(" make.Image, snap", " make is { Image: { } image, Lifetime: not null } ? image : null, snap", StringComparison.Ordinal),
        UnsuitableRecordTests.Taking("sealed record Make { public Make(string? image) => Image = image; public string? Image { get; } }"),
        Author.With("await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "return await Task.Run(() => Inner(), cancellationToken);\n\n        ExecutionResult Inner() => ExecutionResult.Exited(vm.Id.Length + arguments.Count + (timeout?.Seconds ?? 3));"),
        Author.With("await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "throw new NotSupportedException();"),
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();"),
        Author.With("await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "if (timeout is not null) throw new NotSupportedException();\n        var all = arguments;\n        var text = string.Join(\" \", all);\n        await SendAsync(vm.Id, text, cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "TimeSpan? limit;\n        limit = timeout;\n        await SendAsync(vm.Id, arguments[0], limit.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private partial Task DestroyAsync(string sandboxId, CancellationToken cancellationToken);\n\n    private partial Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);"),
        Author.WithMember("private static string Unused(string name) => \"\";"),
    ];
}
