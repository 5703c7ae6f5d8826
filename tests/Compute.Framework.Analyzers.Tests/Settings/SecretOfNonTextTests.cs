namespace Compute.Framework.Analyzers.Tests;

public sealed class SecretOfNonTextTests : RuleTests
{
    public override string Id => "CFW2005";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithSetting("[Secret] public [|Uri?|] Address { get; init; }"),
        Author.WithSetting("[Secret] public [|Guid|] Token { get; init; }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithSetting("[Secret] public string? Token { get; init; }"),
        Author.WithSetting("[Secret] public IReadOnlyList<string> Tokens { get; init; } = [];"),
    ];
}
