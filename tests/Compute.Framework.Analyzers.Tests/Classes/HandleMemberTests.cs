namespace Compute.Framework.Analyzers.Tests;

public sealed class HandleMemberTests : RuleTests
{
    public override string Id => "CFW0008";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("[CreatedAt] public DateTimeOffset Since", "[CreatedAt] public string? [|Since|]"),
        Author.With("[CreatedAt] public DateTimeOffset Since", "[Labels] public IDictionary<string, string>? [|Since|]"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("[CreatedAt] public DateTimeOffset Since", "[ExpiresAt] public DateTimeOffset? Since"),
        Author.With("[CreatedAt] public DateTimeOffset Since", "[Labels] public Dictionary<string, string>? Since"),
    ];
}
