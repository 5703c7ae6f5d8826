namespace Compute.Framework.Analyzers.Tests;

public sealed class MalformedLimitTests : RuleTests
{
    public override string Id => "CFW1031";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("TimeSpan? timeout", "[AtLeast(\"a minute\")] TimeSpan? [|timeout|]"),
        Author.With("TimeSpan? timeout", "[AtLeast(\"\")] TimeSpan? [|timeout|]"),
        Author.With("TimeSpan? timeout", "[AtMost(null!)] TimeSpan? [|timeout|]"),
        Author.With("TimeSpan? timeout", "[AtLeast(\"01:00:00\"), AtMost(\"00:01:00\")] TimeSpan? [|timeout|]"),
        Author.With("string? image", "[AtLeast(\"1.5\")] long? [|memoryBytes|]", " image, snap", " memoryBytes?.ToString(), snap"),
        Author.With("string? image", "[AtMost(\"NaN\")] double? [|cpus|]", " image, snap", " cpus?.ToString(), snap"),
        Author.With("string? image", "[Pattern(\"[a-z\")] string? [|image|]"),
        Author.With(
            "string? image", "[Pattern(\"a\", Values = \"(\")] IReadOnlyDictionary<string, string> [|labels|]", " image, snap", " labels[\"a\"], snap"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("TimeSpan? timeout", "[AtLeast(\"00:01:00\"), AtMost(\"00:01:00\")] TimeSpan? timeout"),
        Author.With("string? image", "[AtLeast(\"1\")] long? memoryBytes", " image, snap", " memoryBytes?.ToString(), snap"),
        Author.With("string? image", "[AtMost(\"0.5\")] double? cpus", " image, snap", " cpus?.ToString(), snap"),
    ];
}
