namespace Compute.Framework.Analyzers.Tests;

public sealed class SecretPrintedTests : RuleTests
{
    public override string Id => "CFW2009";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithType("public sealed record [|Login|]([property: Secret] string Password);"),
        Author.WithType("public record struct [|Login|]([property: Secret] string Password);"),
        Author.WithType("public abstract record Base { [Secret] public virtual string? Key { get; init; } } public record [|Derived|] : Base { public override string? Key { get; init; } }"),
        Author.WithType("public record [|Derived|] : PlainOptions { public new string Key { get; init; } = \"\"; }").Replace("sealed partial record PlainOptions", "partial record PlainOptions", StringComparison.Ordinal),
        Author.WithType("public interface IKeyed { [Secret] string Key { get; } } public record [|Derived|](string Key) : IKeyed;"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithType("public sealed record Login([property: Secret] string Password) { public override string ToString() => \"Login\"; }"),
        Author.WithType("public sealed record Login([property: Secret] string Password) { private bool PrintMembers(System.Text.StringBuilder text) => text.Length < 0; }"),
        Author.WithType("public record Derived : PlainOptions { public int Number { get; init; } }").Replace("sealed partial record PlainOptions", "partial record PlainOptions", StringComparison.Ordinal),
        Author.WithType("public abstract record Base { [Secret] public virtual string? Secret { get; init; } }").Replace("partial record PlainOptions", "partial record PlainOptions : Base", StringComparison.Ordinal),
        Author.WithType("public sealed class Login { [Secret] public string Password { get; init; } = \"\"; }"),
    ];
}
