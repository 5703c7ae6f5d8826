namespace Compute.Framework.Analyzers.Tests;

public sealed class HonorsWithoutOperationTests : RuleTests
{
    public override string Id => "CFW1015";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithMember("[[|Honors(nameof(Command.User))|]] private static int Count(Command command) => command.Arguments.Count;"),
        Author.WithType("public static class Helper\n{\n    [[|Honors|]] public static void Help() { }\n}"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithMember("private static int Count(Command command) => command.Arguments.Count;"),
        Author.With("[RunCommand]", "[RunCommand, Honors(\"Arguments\")]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "arguments[0], timeout?.ToString()", "command.Arguments[0], null"),
    ];
}
