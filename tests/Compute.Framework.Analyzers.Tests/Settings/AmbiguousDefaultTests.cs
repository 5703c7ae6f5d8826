namespace Compute.Framework.Analyzers.Tests;

public sealed class AmbiguousDefaultTests : RuleTests
{
    public override string Id => "CFW2003";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithSetting("[Setup(\"Say yes.\")] public required bool [|Agreed|] { get; init; }"),
        Author.WithSetting("[Setup(\"Choose.\")] public required DayOfWeek [|Day|] { get; init; }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithSetting("[Setup(\"Say yes.\")] public required bool? Agreed { get; init; }"),
        Author.WithSetting("public bool Agreed { get; init; }"),
    ];
}
