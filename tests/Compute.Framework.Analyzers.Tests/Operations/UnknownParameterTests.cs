namespace Compute.Framework.Analyzers.Tests;

public sealed class UnknownParameterTests : RuleTests
{
    public override string Id => "CFW1005";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("TimeSpan? timeout", "TimeSpan? [|timeOut|]", "timeout?.ToString", "timeOut?.ToString"),
        Author.With("string? image", "string? [|picture|]", " image, snap", " picture, snap"),
        Author.With("FindAsync(string sandboxId", "FindAsync(string sandboxId, string? [|image|]", "\"get\", sandboxId,", "\"get\", sandboxId + image,"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("TimeSpan? timeout", "string? workingDirectory", "timeout?.ToString()", "workingDirectory"),
        Author.With("string? image", "double? cpus", " image, snap", " cpus?.ToString(), snap"),
    ];
}
