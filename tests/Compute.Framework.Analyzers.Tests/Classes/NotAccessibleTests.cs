namespace Compute.Framework.Analyzers.Tests;

public sealed class NotAccessibleTests : RuleTests
{
    public override string Id => "CFW0011";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("public sealed partial class PlainProvider", "file sealed partial class [|PlainProvider|]"),
        Minimal.Source.Replace("    private readonly", "    private sealed record [|Vm|]([property: SandboxId] string Id);\n\n    private readonly", StringComparison.Ordinal).Replace("public sealed record Vm([property: SandboxId] string Id);", "", StringComparison.Ordinal),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("public sealed partial class PlainProvider", "internal sealed partial class PlainProvider"),
        Author.With("public class Vm", "internal class Vm"),
    ];
}
