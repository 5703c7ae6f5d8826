namespace Compute.Framework.Analyzers.Tests;

public sealed class SameEnvironmentNameTests : RuleTests
{
    public override string Id => "CFW2006";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("[Secret, KeyPrefix(\"k_\")] public string Key", "public string APIKey { get; init; } = \"\";\n    public string [|ApiKey|] { get; init; } = \"\";\n    public string Key"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithSetting("public string KeyName { get; init; } = \"\";"),
        Author.WithSetting("public string Region2 { get; init; } = \"\";"),
    ];
}
