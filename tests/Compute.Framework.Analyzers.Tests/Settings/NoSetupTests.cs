namespace Compute.Framework.Analyzers.Tests;

public sealed class NoSetupTests : RuleTests
{
    public override string Id => "CFW2007";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithSetting("public required string [|Account|] { get; init; }"),
        Author.WithSetting("[Setup(\"\")] public required string [|Account|] { get; init; }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithSetting("[Setup(\"See your account's page.\")] public required string Account { get; init; }"),
        Author.WithSetting("public string? Account { get; init; }"),
    ];
}
