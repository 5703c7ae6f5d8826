namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class BodyFixTests
{
    [Fact]
    public Task Unread_parameter_is_removed() => VerifyFix.OneAsync("CFW4001", Author.With("string? image, string? snapshotId", "string? image, string? user, string? snapshotId"), Author.Source);

    [Fact]
    public Task Unread_parameters_are_removed_with_their_arguments() => VerifyFix.AllAsync(
        "CFW4001",
        Author.With("TimeSpan? timeout, Canc", "TimeSpan? timeout, string? user, string? workingDirectory, Canc", "    [CreateSnapshot]", "    private Task AgainAsync(Vm vm) => RunAsync(vm, [\"a\"], null, \"u\", \"w\", CancellationToken.None);\n\n    [CreateSnapshot]"),
        Author.With("    [CreateSnapshot]", "    private Task AgainAsync(Vm vm) => RunAsync(vm, [\"a\"], null, CancellationToken.None);\n\n    [CreateSnapshot]"));

    [Fact]
    public Task Parameter_that_the_operation_needs_stays() => VerifyFix.NoneAsync("CFW4001", Author.With("arguments[0]", "\"ls\""));

    [Fact]
    public Task Option_that_is_never_read_is_not_honored() => VerifyFix.OneAsync(
        "CFW4002",
        Whole("[RunCommand, Honors(nameof(Command.Arguments), nameof(Command.User))]"),
        Whole("[RunCommand, Honors(nameof(Command.Arguments))]"));

    [Theory]
    [InlineData("code ?? 0", "code ?? throw new SandboxUnavailableException(\"The back end reported no exit code.\")")]
    [InlineData("code.GetValueOrDefault()", "code ?? throw new SandboxUnavailableException(\"The back end reported no exit code.\")")]
    [InlineData("code.HasValue ? code.Value : -1", "code.HasValue ? code.Value : throw new SandboxUnavailableException(\"The back end reported no exit code.\")")]
    public Task Exit_code_is_not_made_up(string wrong, string right) => VerifyFix.OneAsync("CFW4004", Exited(wrong), Exited(right));

    [Theory]
    [InlineData("Command.Shell($\"ls {path}\")", "Command.Create(\"ls\", path)", "no shell")]
    [InlineData("Command.Shell(\"mkdir -p \" + path)", "Command.Create(\"mkdir\", \"-p\", path)", "no shell")]
    [InlineData("Command.Shell($\"ls {path} | wc -l\")", "Command.Shell(\"ls \\\"$1\\\" | wc -l\", path)", "script arguments")]
    [InlineData("Command.Shell($\"echo '{path}' \\\"in {other}\\\" > /tmp/x\")", "Command.Shell(\"echo ''\\\"${1}\\\"'' \\\"in ${2}\\\" > /tmp/x\", path, other)", "script arguments")]
    [InlineData("Command.Shell($\"cd \\\"$1\\\" && rm {path}\", other)", "Command.Shell(\"cd \\\"$1\\\" && rm \\\"$2\\\"\", other, path)", "script arguments")]
    [InlineData("new Command { Arguments = [\"sh\", \"-c\", $\"ls {path}\"] }", "new Command { Arguments = [\"sh\", \"-c\", \"ls \\\"$1\\\"\", \"sh\", path] }", "script arguments")]
    [InlineData("Command.Create(\"bash\", \"-c\", \"ls \" + path + \" \" + other)", "Command.Create(\"bash\", \"-c\", \"ls \\\"$1\\\" \\\"$2\\\"\", \"sh\", path, other)", "script arguments")]
    public Task Data_is_passed_as_arguments(string wrong, string right, string key) => VerifyFix.OneAsync("CFW4006", Shell(wrong), Shell(right), key);

    [Theory]
    [InlineData("Command.Shell($\"echo $(cat {path})\")")]
    [InlineData("Command.Shell($\"cat <<E\\n{path}\\nE\")")]
    public Task Scripts_with_nested_quoting_are_left_alone(string script) => VerifyFix.NoneAsync("CFW4006", Shell(script));

    private static string Shell(string command) => Author.WithMember($"internal static Command Listing(string path, string other) => other.Length > 0 ? {command} : Command.Create(path);");

    private static string Exited(string code) => Author.WithMember($"private static ExecutionResult Ended(int? code) => ExecutionResult.Exited({code});");

    private static string Whole(string attributes) => Author.With(
        "[RunCommand]", attributes,
        "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command",
        "arguments[0], timeout?.ToString()", "command.Arguments[0], null");
}
