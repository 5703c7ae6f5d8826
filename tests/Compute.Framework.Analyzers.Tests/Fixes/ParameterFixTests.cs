namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class ParameterFixTests
{
    [Fact]
    public Task Parameter_is_renamed_with_its_uses() => VerifyFix.OneAsync("CFW1005", Author.With("TimeSpan? timeout", "TimeSpan? timeOut", "timeout?.ToString", "timeOut?.ToString"), Author.Source, "rename parameter");

    [Theory]
    [InlineData("sealed record Make(string? Imag);", "sealed record Make(string? Image);")]
    [InlineData("sealed record Make { public string? Imag { get; init; } }", "sealed record Make { public string? Image { get; init; } }")]
    public Task Member_of_a_record_is_renamed_with_its_uses(string wrong, string right) => VerifyFix.OneAsync(
        "CFW1005", UnsuitableRecordTests.Taking(wrong).Replace(" make.Image, snap", " make.Imag, snap", StringComparison.Ordinal), UnsuitableRecordTests.Taking(right), "rename parameter");

    [Theory]
    [InlineData("sealed record Make(string Image);", "sealed record Make(string? Image);")]
    [InlineData("sealed record Make { public string Image { get; init; } = \"\"; }", "sealed record Make { public string? Image { get; init; } = \"\"; }")]
    public Task Member_of_a_record_gets_its_type(string wrong, string right) =>
        VerifyFix.OneAsync("CFW1006", UnsuitableRecordTests.Taking(wrong), UnsuitableRecordTests.Taking(right));

    [Theory]
    [InlineData("abstract record Make(string? Image);", "record Make(string? Image);")]
    [InlineData("sealed record Make(string? Image) { public required string Zone; }", null)]
    [InlineData("sealed record Make(string? Image, CancellationToken Token);", null)]
    public Task Record_is_made_suitable(string wrong, string? right) => right is null
        ? VerifyFix.NoneAsync("CFW1017", UnsuitableRecordTests.Taking(wrong))
        : VerifyFix.OneAsync("CFW1017", UnsuitableRecordTests.Taking(wrong), UnsuitableRecordTests.Taking(right));

    [Fact]
    public Task Parameter_that_a_member_declares_is_removed() => VerifyFix.OneAsync(
        "CFW1018",
        UnsuitableRecordTests.Taking("sealed record Make(string? Image);").Replace("Extra? extra,", "Extra? extra, string? image,", StringComparison.Ordinal),
        UnsuitableRecordTests.Taking("sealed record Make(string? Image);"));

    [Fact]
    public Task Parameters_are_renamed_at_once() => VerifyFix.AllAsync(
        "CFW1005",
        Author.With("TimeSpan? timeout", "TimeSpan? timeOut", "timeout?.ToString", "timeOut?.ToString", "string? image", "string? immage", " image, snap", " immage, snap"),
        Author.Source,
        "rename parameter");

    [Fact]
    public Task Nothing_is_offered_for_a_name_that_is_near_to_none() => VerifyFix.NoneAsync("CFW1005", Author.With("string? image", "string? picturesque", " image, snap", " picturesque, snap"));

    [Fact]
    public Task Unread_parameter_is_removed() => VerifyFix.OneAsync("CFW1005", Author.With("FindAsync(string sandboxId", "FindAsync(string sandboxId, string? image"), Author.Source, "remove parameter");

    [Fact]
    public Task Second_record_of_options_is_removed() => VerifyFix.OneAsync("CFW1011", Author.With("Extra? extra,", "Extra? extra, Extra? second,"), Author.Source);

    [Fact]
    public Task Second_record_of_options_stays_where_it_is_read() => VerifyFix.NoneAsync("CFW1011", Author.With("Extra? extra,", "Extra? extra, Extra? second,", "extra?.Zone", "extra?.Zone + second?.Zone"));

    [Theory]
    [InlineData("TimeSpan? timeout", "TimeSpan timeout", "timeout?.ToString", "timeout.ToString", "timeout.ToString")]
    [InlineData("string? image", "string image", "", "", "")]
    [InlineData("string? image", "Uri? image", " image, snap", " image?.ToString(), snap", " image?.ToString(), snap")]
    [InlineData("Extra? extra", "Extra extra", "", "", "")]
    [InlineData("IReadOnlyList<string> arguments", "string[] arguments", "arguments[0]", "arguments[arguments.Length - 1]", "arguments[arguments.Count - 1]")]
    public Task Parameter_gets_its_type(string right, string wrong, string body, string wrongBody, string fixedBody) => VerifyFix.OneAsync(
        "CFW1006",
        body.Length == 0 ? Author.With(right, wrong) : Author.With(right, wrong, body, wrongBody),
        body.Length == 0 ? Author.Source : Author.With(body, fixedBody));

    [Fact]
    public Task Parameter_keeps_its_type_where_the_body_needs_it() => VerifyFix.NoneAsync("CFW1006", Author.With("TimeSpan? timeout", "TimeSpan timeout", "timeout?.ToString()", "timeout.TotalSeconds.ToString(\"0\")"));

    [Fact]
    public Task Parameters_get_their_types_at_once() => VerifyFix.AllAsync("CFW1006", Author.With("string? image", "string image", "Extra? extra", "Extra extra"), Author.Source);

    [Fact]
    public Task Parameter_of_another_handle() => VerifyFix.OneAsync(
        "CFW1014",
        Author.With("DestroyAsync(string sandboxId,", "DestroyAsync(Box box,", "\"destroy\", sandboxId", "\"destroy\", box.Id", "public class Vm", "public sealed class Box { [SandboxId] public string Id { get; init; } = \"\"; }\n\npublic class Vm"),
        Author.With("DestroyAsync(string sandboxId,", "DestroyAsync(Vm box,", "\"destroy\", sandboxId", "\"destroy\", box.Id", "public class Vm", "public sealed class Box { [SandboxId] public string Id { get; init; } = \"\"; }\n\npublic class Vm"));

    [Fact]
    public Task Missing_handle_is_added_first() => VerifyFix.OneAsync("CFW1007", Author.With("SnapshotAsync(Vm vm, ", "SnapshotAsync(", "\"snapshot\", vm.Id", "\"snapshot\", \"\""), Author.With("\"snapshot\", vm.Id", "\"snapshot\", \"\""));

    [Fact]
    public Task Other_missing_parameters_are_added_before_the_token() => VerifyFix.OneAsync("CFW1007", Author.With("FindAsync(string sandboxId, ", "FindAsync(", "=> SendAsync(\"get\", sandboxId, cancellationToken)", "=> throw new NotSupportedException()"), Author.With("=> SendAsync(\"get\", sandboxId, cancellationToken)", "=> throw new NotSupportedException()"));

    [Fact]
    public Task Parameter_that_was_meant_is_renamed() => VerifyFix.OneAsync("CFW1007", Author.With("FindAsync(string sandboxId, ", "FindAsync(string machine, ", "\"get\", sandboxId", "\"get\", machine"), Author.Source, "rename parameter");

    [Fact]
    public Task Snapshot_is_taken_by_the_create_method() => VerifyFix.OneAsync(
        "CFW1012",
        Author.With("MakeAsync(string? image, string? snapshotId, Extra? extra, ", "MakeAsync(", "        await SendAsync($\"create/{options.Region}\", image, snapshotId, extra?.Zone, cancellationToken);\n        return new Vm { Id = \"1\" };", "        throw new NotSupportedException(options.Region);", "async Task<Vm>", "Task<Vm>"),
        Author.With("MakeAsync(string? image, string? snapshotId, Extra? extra, ", "MakeAsync(string? snapshotId, ", "        await SendAsync($\"create/{options.Region}\", image, snapshotId, extra?.Zone, cancellationToken);\n        return new Vm { Id = \"1\" };", "        throw new NotSupportedException(options.Region);", "async Task<Vm>", "Task<Vm>"),
        "add snapshot");

    [Fact]
    public Task Snapshots_are_not_offered() => VerifyFix.OneAsync(
        "CFW1012",
        Author.With("string? snapshotId, ", "", ", snapshotId", ""),
        Author.With("    [CreateSnapshot]\n", "", "string? snapshotId, ", "", ", snapshotId", ""),
        "remove CreateSnapshot");

    [Fact]
    public Task Second_method_of_an_operation_is_none() => VerifyFix.OneAsync(
        "CFW1002",
        Author.With("    [CreateSnapshot]", "    [RunCommand]\n    private Task<ExecutionResult> AgainAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => RunAsync(vm, arguments, null, cancellationToken);\n\n    [CreateSnapshot]"),
        Author.With("    [CreateSnapshot]", "    private Task<ExecutionResult> AgainAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => RunAsync(vm, arguments, null, cancellationToken);\n\n    [CreateSnapshot]"));

    [Fact]
    public Task One_of_several_operations_is_removed() => VerifyFix.OneAsync("CFW1013", Author.With("[DestroySandbox]", "[DestroySandbox, DeleteSnapshot]"), Author.Source);
}
