namespace Compute.Framework.Analyzers.Tests;

public sealed class RequiredFieldTests : RuleTests
{
    public override string Id => "CFW2008";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithSetting("public required string [|Zone|];"),
        Author.WithType("public record Base { public required string [|Zone|]; }").Replace("partial record PlainOptions", "partial record PlainOptions : Base", StringComparison.Ordinal),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithSetting("[Setup(\"Ask.\")] public required string Zone { get; init; }"),
        Author.WithSetting("public string? Zone;"),
        Author.WithSetting("[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public PlainOptions() => Zone = \"\"; public required string Zone;"),
    ];

    [Fact]
    public Task Field_becomes_a_property() => VerifyFix.OneAsync(
        Id,
        Author.WithSetting("/// <summary>Where.</summary>\n    [Obsolete] public required string [|Zone|];"),
        Author.WithSetting("/// <summary>Where.</summary>\n    [Obsolete] public required string {|CFW2007:Zone|} { get; init; }"));

    [Fact]
    public Task Fields_in_one_declaration_are_left() => VerifyFix.NoneAsync(Id, Author.WithSetting("public required string [|Zone|], {|CFW2008:Other|};"));
}
