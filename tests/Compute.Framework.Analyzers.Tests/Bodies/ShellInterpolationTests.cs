namespace Compute.Framework.Analyzers.Tests;

public sealed class ShellInterpolationTests : RuleTests
{
    public override string Id => "CFW4006";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Shell($\"rm -rf {[|path|]}\");"),
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Shell(\"rm -rf \" + [|path|] + \"/cache\");"),
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Shell([|string.Format(\"rm -rf {0}\", path)|]);"),
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Create(\"sh\", \"-c\", $\"cat {[|path|]}\");"),
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Create(\"/bin/bash\", [\"-lc\", \"cat \" + [|path|]]);"),
        Author.WithMember("private static string[] Line(string path) => [\"sh\", \"-c\", $\"cat {[|path|]}\"];"),
        Author.WithMember("private static Command Script(string path) { var script = $\"cat '{[|path|]}'\"; return Command.Shell(script); }"),
        Author.WithMember("private static Task<ExecutionResult> Script(ISandbox sandbox, string path) => sandbox.RunShellAsync($\"cat {[|path|]}\");"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithMember("private static Command Script(string path, bool isLong) => Command.Shell(\"ls \" + (isLong ? \"-l \" : \"\") + \"\\\"$1\\\"\", path);"),
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Shell(\"rm -rf \\\"$1\\\"\", path);"),
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Shell($\"head -n {number} < \\\"$1\\\"\", path);"),
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Create(\"git\", \"-c\", $\"user.name={path}\");"),
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Create(\"cat\", $\"/etc/{path}\");"),
        Author.WithMember("private static Command Script(string path, int number, IReadOnlyList<string> rest) => Command.Shell(path);"),
        Author.WithMember("private const string Root = \"/srv\"; private static Command Script(string path) => Command.Shell($\"ls {Root}\" + \" | wc -l\", path);"),
    ];
}
