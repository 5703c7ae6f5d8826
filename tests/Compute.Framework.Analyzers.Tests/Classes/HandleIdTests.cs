namespace Compute.Framework.Analyzers.Tests;

public sealed class HandleIdTests : RuleTests
{
    public override string Id => "CFW0007";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("class Vm", "class [|Vm|]", "[SandboxId] ", ""),
        Author.With("class Vm", "class [|Vm|]", "[CreatedAt] public DateTimeOffset Since", "[SandboxId] public string Since"),
        Author.With("[SandboxId] public string Id { get; init; } = \"\";", "[SandboxId] public int [|Number|] { get; init; }\n    public string Id { get; init; } = \"\";"),
        Author.With("[SandboxId] public string Id { get; init; } = \"\";", "[SandboxId] private string [|Name|] => Id;\n    public string Id { get; init; } = \"\";"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("[SandboxId] public string Id { get; init; }", "[SandboxId] public string? Id { get; init; }"),
        Author.With("[SandboxId] public string Id { get; init; }", "[SandboxId] internal string Id { get; init; }"),
    ];
}
