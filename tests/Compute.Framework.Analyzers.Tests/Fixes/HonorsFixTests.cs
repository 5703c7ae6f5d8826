namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class HonorsFixTests
{
    [Fact]
    public Task Options_that_are_read_are_named() => VerifyFix.OneAsync(
        "CFW1009",
        Whole("[RunCommand]", "command.Arguments[0], command.Timeout?.ToString()"),
        Whole("[RunCommand, Honors(nameof(Command.Arguments), nameof(Command.Timeout))]", "command.Arguments[0], command.Timeout?.ToString()"));

    [Fact]
    public Task Resources_are_named_by_what_is_read_of_them() => VerifyFix.OneAsync(
        "CFW1009",
        Created("[CreateSandbox]"),
        Created("[CreateSandbox, Honors(nameof(CreateSandboxOptions.SnapshotId), nameof(SandboxResources.Cpus))]"));

    [Fact]
    public Task Honors_without_an_operation_is_removed() => VerifyFix.AllAsync(
        "CFW1015",
        Author.WithMember("[Honors(nameof(Command.User))] private static int Count(Command command) => command.Arguments.Count;\n\n    [Honors] private static void Help() { }"),
        Author.WithMember("private static int Count(Command command) => command.Arguments.Count;\n\n    private static void Help() { }"));

    [Fact]
    public Task Honors_without_whole_options_is_removed() => VerifyFix.OneAsync("CFW1010", Author.With("[RunCommand]", "[RunCommand, Honors(nameof(Command.User))]"), Author.Source);

    [Fact]
    public Task Name_that_is_nearly_right_is_corrected() => VerifyFix.OneAsync(
        "CFW1010",
        Whole("[RunCommand, Honors(\"Arguments\", \"Timout\")]", "command.Arguments[0], command.Timeout?.ToString()"),
        Whole("[RunCommand, Honors(\"Arguments\", nameof(Command.Timeout))]", "command.Arguments[0], command.Timeout?.ToString()"));

    [Fact]
    public Task Name_of_no_option_is_removed() => VerifyFix.OneAsync(
        "CFW1010",
        Whole("[RunCommand, Honors(nameof(Command.Arguments), \"Picturesque\")]", "command.Arguments[0], null"),
        Whole("[RunCommand, Honors(nameof(Command.Arguments))]", "command.Arguments[0], null"));

    [Fact]
    public Task Arguments_are_honored() => VerifyFix.OneAsync(
        "CFW1010",
        Whole("[RunCommand, Honors(nameof(Command.Timeout))]", "command.Arguments[0], command.Timeout?.ToString()"),
        Whole("[RunCommand, Honors(nameof(Command.Arguments), nameof(Command.Timeout))]", "command.Arguments[0], command.Timeout?.ToString()"));

    private static string Whole(string attributes, string arguments) => Author.With(
        "[RunCommand]", attributes,
        "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command",
        "arguments[0], timeout?.ToString()", arguments);

    private static string Created(string attributes) => Author.With(
        "[CreateSandbox]", attributes,
        "string? image, string? snapshotId, Extra? extra", "CreateSandboxOptions all",
        "image, snapshotId, extra?.Zone", "all.SnapshotId, all.Resources?.Cpus?.ToString(), null");
}
