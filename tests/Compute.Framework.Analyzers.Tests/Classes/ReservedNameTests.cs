namespace Compute.Framework.Analyzers.Tests;

public sealed class ReservedNameTests : RuleTests
{
    public override string Id => "CFW0009";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("Task<Vm> MakeAsync(", "Task<Vm> [|Create|]("),
        Author.WithMember("public string [|Sandbox|] => options.Region;"),
        Author.With("Vm", "Sandbox", "public class Sandbox", "public class [|Sandbox|]"),
        Author.WithMember("private readonly string [|__cfwRuntime|] = \"\";\n\n    public string [|__cfwOther|]() => __cfwRuntime;"),
        Author.With("    public string Region", "    public int [|__cfwSchema|]() => 1;\n    public string Region", "PlainOptions options,", "PlainOptions {|CFW0012:options|},"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("MakeAsync", "CreateAsync"),
        Author.WithMember("private static string SandboxName => \"\";"),
        Author.WithMember("private static string _cfw => \"\";"),
    ];
}
