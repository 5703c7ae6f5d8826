namespace Compute.Framework.Analyzers.Tests;

public sealed class ParameterTypeTests : RuleTests
{
    public override string Id => "CFW1006";

    public override IReadOnlyList<string> Wrong =>
    [
        UnsuitableRecordTests.Taking("sealed record Make([|string|] Image);"),
        UnsuitableRecordTests.Taking("sealed record Make { public [|int?|] Lifetime { get; init; } public string? Image => $\"{Lifetime}\"; }"),
        Author.With("TimeSpan? timeout", "[|TimeSpan|] timeout", "timeout?.ToString", "timeout.ToString"),
        Author.With("string? image", "[|string|] image"),
        Author.With("string? image", "[|Uri?|] image", " image, snap", " image?.ToString(), snap"),
        Author.With("Extra? extra", "[|Extra|] extra", "extra?.Zone", "extra.Zone"),
        Author.With("IReadOnlyList<string> arguments", "[|string[]|] arguments"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.With("string? image", "IReadOnlyDictionary<string, string> labels", " image, snap", " labels[\"a\"], snap"),
        Author.With("IReadOnlyList<string> arguments", "IEnumerable<string> arguments", "arguments[0]", "arguments.First()"),
    ];
}
