namespace Compute.Framework.Analyzers.Tests;

public sealed class PropertyTypeTests : RuleTests
{
    public override string Id => "CFW2001";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithSetting("public [|Stream?|] Data { get; init; }"),
        Author.WithSetting("public [|Dictionary<string, string>|] Data { get; set; } = [];"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithSetting("public IReadOnlyList<Uri> Data { get; init; } = [];"),
        Author.WithSetting("public Stream? Data { get; }"),
    ];
}
