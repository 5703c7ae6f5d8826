namespace Compute.Framework.Generators.Tests;

/// <summary>Something wrong with a setting: binding throws, everything else is as it would be.</summary>
public sealed class OptionsProblemTests
{
    [Theory]
    [InlineData("CFW2001", "public string Region { get; init; } = \"north\";", "public string Region { get; init; } = \"\"; public Stream? Data { get; init; }")]
    [InlineData("CFW2001", "public string Region { get; init; } = \"north\";", "public string Region { get; init; } = \"\"; public IReadOnlyList<int?> Data { get; init; } = [];")]
    [InlineData("CFW2001", "public string Region { get; init; } = \"north\";", "public string Region { get; init; } = \"\"; public Dictionary<string, string>? Data { get; set; }")]
    [InlineData("CFW2002", "record PlainOptions", "record PlainOptions(int First)")]
    [InlineData("CFW2003", "public string Region { get; init; } = \"north\";", "public string Region { get; init; } = \"\"; public required bool Data { get; init; }")]
    [InlineData("CFW2003", "public string Region { get; init; } = \"north\";", "public string Region { get; init; } = \"\"; public required DayOfWeek Data { get; init; }")]
    [InlineData("CFW2005", "public string Region { get; init; } = \"north\";", "public string Region { get; init; } = \"\"; [Secret] public Uri? Data { get; init; }")]
    [InlineData("CFW2006", "public string Region { get; init; } = \"north\";", "public string Region { get; init; } = \"\"; public string REGION { get; init; } = \"\";")]
    [InlineData("CFW2004", "[KeyPrefix(\"k_\")] public string Key { get; init; } = \"\";", "[KeyPrefix(\"k_\")] public int Key { get; init; }")]
    public void Binding_throws(string id, string piece, string replacement)
    {
        var run = GeneratorRun.Of(PlainProvider.With(piece, replacement)).AssertClean();

        Assert.Equal(id, Assert.Single(Models.Problems(run)).Id);
        Assert.Contains($"throw new global::System.InvalidOperationException(\"{id}: ", run.Texts["Plain.PlainOptions.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("throw new", run.Texts["Plain.PlainProvider.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiKey", "API_KEY")]
    [InlineData("HTTPProxy", "HTTP_PROXY")]
    [InlineData("Url2", "URL2")]
    [InlineData("V2Key", "V2_KEY")]
    [InlineData("URL", "URL")]
    [InlineData("istanbul", "ISTANBUL")]
    [InlineData("Already_Split", "ALREADY_SPLIT")]
    public void Environment_names_are_in_upper_snake_case(string name, string expected) =>
        Assert.Equal(expected, Parsing.Names.UpperSnake(name));
}
