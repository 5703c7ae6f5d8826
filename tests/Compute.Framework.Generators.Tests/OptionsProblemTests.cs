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
    [InlineData("CFW2008", "public string Region { get; init; } = \"north\";", "public string Region { get; init; } = \"\"; public required string Data;")]
    [InlineData("CFW2008", "sealed partial record PlainOptions", "sealed partial record PlainOptions : Base", "public sealed record Extra", "public record Base { public required string Data; } public sealed record Extra")]
    public void Binding_throws(string id, string piece, string replacement, string otherPiece = "", string otherReplacement = "")
    {
        var source = PlainProvider.With(piece, replacement);
        var run = GeneratorRun.Of(otherPiece.Length == 0 ? source : source.Replace(otherPiece, otherReplacement, StringComparison.Ordinal)).AssertClean();

        Assert.Equal(id, Assert.Single(Models.Problems(run)).Id);
        Assert.Contains($"throw new global::System.InvalidOperationException(\"{id}: ", run.Texts["Plain.PlainOptions.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("throw new", run.Texts["Plain.PlainProvider.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>Required members of a base record are bound; what a constructor sets needs no binding.</summary>
    [Theory]
    [InlineData("public record Base { public required string Data { get; init; } }", "", true)]
    [InlineData("public record Base { public required string Data; }", "[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public PlainOptions() { Data = \"\"; }", false)]
    public void Required_members_that_can_be_given_are_right(string @base, string constructor, bool isBound)
    {
        var source = PlainProvider.With("sealed partial record PlainOptions\n{", $"sealed partial record PlainOptions : Base\n{{ {constructor}").Replace("public sealed record Extra", @base + " public sealed record Extra", StringComparison.Ordinal);
        var run = GeneratorRun.Of(source).AssertClean();

        Assert.Empty(Models.Problems(run));
        Assert.Equal(isBound, run.Texts["Plain.PlainOptions.g.cs"].Contains("Data = ", StringComparison.Ordinal));
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
