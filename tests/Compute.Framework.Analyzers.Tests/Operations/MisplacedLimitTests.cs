namespace Compute.Framework.Analyzers.Tests;

public sealed class MisplacedLimitTests : RuleTests
{
    public override string Id => "CFW1030";

    public override IReadOnlyList<string> Wrong =>
    [
        // A type without an order.
        Author.With("string? image", "[AtLeast(\"1\")] string? [|image|]"),
        Author.With("string? image", "[AtMost(\"1\")] string? [|image|]"),

        // No text.
        Author.With("TimeSpan? timeout", "[Pattern(\"[0-9]+\")] TimeSpan? [|timeout|]"),
        Author.With("string? image", "[Pattern(\"a\", Values = \"b\")] string? [|image|]"),

        // No option.
        Author.With("string sandboxId, CancellationToken cancellationToken) => SendAsync(\"get\"", "[Pattern(\"[a-z]+\")] string [|sandboxId|], CancellationToken cancellationToken) => SendAsync(\"get\""),
        Author.With("RunAsync(Vm vm", "RunAsync([Pattern(\"[a-z]+\")] Vm [|vm|]"),
        Author.With("Extra? extra", "[Pattern(\"[a-z]+\")] Extra? [|extra|]"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("TimeSpan? timeout", "[AtLeast(\"00:00:01\"), AtMost(\"01:00:00\")] TimeSpan? timeout"),
        Author.With("string? image", "[Pattern(\"[a-z0-9./:-]+\")] string? image"),
        Author.With("string? name", "[Pattern(\"[a-z]+\")] string? name"),
        Author.With("IReadOnlyList<string> arguments", "[Pattern(\"[^\\n]*\")] IReadOnlyList<string> arguments"),
    ];
}
