namespace Compute.Framework.Analyzers.Tests;

public sealed class KeyPrefixOfNonTextTests : RuleTests
{
    public override string Id => "CFW2004";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithSetting("[KeyPrefix(\"k_\")] public int [|Number|] { get; init; }"),
        Author.WithSetting("[KeyPrefix(\"k_\")] public IReadOnlyList<string> [|Keys|] { get; init; } = [];"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithSetting("[KeyPrefix(\"k_\")] public string? Other { get; init; }"),
        Author.WithSetting("public int Number { get; init; }"),
    ];
}
