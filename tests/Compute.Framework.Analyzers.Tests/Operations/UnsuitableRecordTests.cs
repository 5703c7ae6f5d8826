namespace Compute.Framework.Analyzers.Tests;

public sealed class UnsuitableRecordTests : RuleTests
{
    public override string Id => "CFW1017";

    public override IReadOnlyList<string> Wrong =>
    [
        Taking("abstract record [|Make|](string? Image);"),
        Taking("sealed record [|Make|](string? Image) { public Make() : this((string?)null) { } }"),
        Taking("sealed record [|Make|] { private Make() { } public string? Image { get; init; } }"),
        Taking("sealed record Make(string? Image) { public required string [|Zone|]; }"),
        Taking("sealed record Make(string? Image, CancellationToken [|Token|]);"),
        Taking("sealed record Make(string? Image) { public CancellationToken [|Token|] { get; init; } }"),
        Taking("sealed record Make(string? Image, Vm? [|Parent|]);"),
        Taking("sealed record [|Make|]<T>(string? Image);").Replace("Make make", "Make<int> make", StringComparison.Ordinal),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Taking("sealed record Make(string? Image);"),
        Taking("record struct Make(string? Image);"),
        Taking("readonly record struct Make { public string? Image { get; init; } }"),
        Taking("record Make(string? Image) { protected Make(int number) : this($\"{number}\") { } }"),
        Taking("record Base { public required string? Image { get; init; } } sealed record Make : Base;"),
        Author.With("string? image", "Make make", " image, snap", " make.Image, snap").Replace(
            "    [GetSandbox]", "    private sealed record Make(string? Image);\n\n    [GetSandbox]", StringComparison.Ordinal),
    ];

    /// <summary>The provider with a record in the place of the image.</summary>
    internal static string Taking(string record) => $"{Author.With("string? image", "Make make", " image, snap", " make.Image, snap")}\n{record}\n";
}
