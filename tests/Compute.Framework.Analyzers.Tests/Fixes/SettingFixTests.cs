namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class SettingFixTests
{
    [Fact]
    public Task Required_flag_becomes_nullable() => VerifyFix.OneAsync("CFW2003", Author.WithSetting("[Setup(\"Say yes.\")] public required bool Agreed { get; init; }"), Author.WithSetting("[Setup(\"Say yes.\")] public required bool? Agreed { get; init; }"), "nullable setting");

    [Fact]
    public Task Required_flag_becomes_optional() => VerifyFix.OneAsync("CFW2003", Author.WithSetting("[Setup(\"Say yes.\")] public required bool Agreed { get; init; }"), Author.WithSetting("[Setup(\"Say yes.\")] public bool Agreed { get; init; }"), "not required");

    [Fact]
    public Task All_flags_become_nullable() => VerifyFix.AllAsync(
        "CFW2003",
        Author.WithSetting("[Setup(\"Say yes.\")] public required bool Agreed { get; init; }\n    [Setup(\"Choose.\")] public required DayOfWeek Day { get; init; }"),
        Author.WithSetting("[Setup(\"Say yes.\")] public required bool? Agreed { get; init; }\n    [Setup(\"Choose.\")] public required DayOfWeek? Day { get; init; }"),
        "nullable setting");

    [Fact]
    public Task Key_prefix_is_removed() => VerifyFix.OneAsync("CFW2004", Author.WithSetting("[KeyPrefix(\"k_\")] public int Number { get; init; }"), Author.WithSetting("public int Number { get; init; }"));

    [Theory]
    [InlineData("Uri? Token { get; init; }", "string? Token { get; init; }")]
    [InlineData("Guid Token { get; init; }", "string Token { get; init; } = \"\";")]
    [InlineData("Uri Token { get; init; } = new(\"https://plain.example\");", "string Token { get; init; } = \"\";")]
    public Task Secret_becomes_a_text(string wrong, string right) => VerifyFix.OneAsync("CFW2005", Author.WithSetting($"[Secret] public {wrong}"), Author.WithSetting($"[Secret] public {right}"));

    [Fact]
    public Task Parameters_become_properties() => VerifyFix.OneAsync(
        "CFW2002",
        Minimal.Source + "\n[ProviderSettings]\npublic sealed partial record Wide([property: Secret] string? Key, int Port = 80);\n",
        Minimal.Source + "\n[ProviderSettings]\npublic sealed partial record Wide\n{\n    [Secret]\n    public string? Key { get; init; }\n\n    public int Port { get; init; } = 80;\n}\n");
}
