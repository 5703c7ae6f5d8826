using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Refit;

/// <summary>What is written for a constructor that takes an interface of Refit's; every run checks that a second one is cached.</summary>
public sealed class RefitOutputTests
{
    private const string File = "TestProviders.Refitted.RefittedProvider.g.cs";
    private const string Call = "global::Refit.RestService.ForGenerated<global::TestProviders.Refitted.IBoxApi>";
    private const string Context = ", global::TestProviders.Refitted.BoxJson.Default)";
    private const string Registered = $"builder.AddProviderService(\"refitted\", activator => {Call}(activator.HttpAt(activator.Options(configure).BaseUrl){Context});";
    private const string Made = $"{Call}(__cfwActivator.HttpAt(options.BaseUrl){Context}";
    private const string Required = "global::TestProviders.Refitted.IBoxApi httpService,";
    private const string Optional = "global::TestProviders.Refitted.IBoxApi? httpService = null,";

    private static readonly string[] s_calls = ["Post", "Get", "Delete"];

    [Fact]
    public void Generated_half_equals_the_reviewed_one()
    {
        var text = Text(RefitSources.Provider);
        if (text != Repository.Read("Reviewed", File))
        {
            // For a comparison by tools; never committed.
            System.IO.File.WriteAllText(Path.Combine(Repository.Tests, "Reviewed", File.Replace(".g.cs", ".received.cs", StringComparison.Ordinal)), text);
        }

        Assert.Equal(Repository.Read("Reviewed", File), text);
    }

    [Fact]
    public void Registration_and_Create_make_the_calls_by_the_generated_client()
    {
        var text = Text(RefitSources.Provider);

        Assert.Contains(Registered, text, StringComparison.Ordinal);
        Assert.Contains(Optional, text, StringComparison.Ordinal);
        Assert.Contains(Made, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Interface_without_calls_is_a_service_like_any_other()
    {
        var provider = RefitSources.Provider
            .With("[Post(\"/boxes\")]", "").With("[Get(\"/boxes/{id}\")]", "").With("[Delete(\"/boxes/{id}\")]", "").With("[Body] ", "").With("using Refit;", "");

        AssertPlain(Text(provider));
    }

    /// <summary>Refit before 16 has the attributes, and no client that this text could ask for.</summary>
    [Theory]
    [InlineData("public static T ForGenerated<T>(HttpClient client) => default!;")]
    [InlineData("public static T ForGenerated<T>(string address, System.Text.Json.Serialization.JsonSerializerContext context) => default!;")]
    [InlineData("private static T ForGenerated<T>(HttpClient client, System.Text.Json.Serialization.JsonSerializerContext context) => default!; public static T For<T>() => ForGenerated<T>(null!, null!);")]
    public void Refit_without_generated_clients_is_not_called(string method)
    {
        const string Attributes = "public abstract class HttpMethodAttribute(string path) : Attribute { public string Path { get; } = path; }";
        var calls = string.Concat(s_calls.Select(name => $"public sealed class {name}Attribute(string path) : HttpMethodAttribute(path);\n"));
        var old = $"namespace Refit {{ {Attributes}\n{calls}public sealed class BodyAttribute : Attribute; public static class RestService {{ {method} }} }}";
        var compilation = RefitSources.Compile(RefitSources.Provider, old);
        compilation = compilation.WithReferences(compilation.References.Where(reference => Path.GetFileName(reference.Display) != "Refit.dll"));

        AssertPlain(GeneratorRun.Of(compilation).AssertClean().Texts[File]);
    }

    [Fact]
    public void Inherited_calls_count()
    {
        var text = Text(RefitSources.Provider.With("public interface IBoxApi", "public interface IBoxApi : ICalls;\npublic interface ICalls"));

        Assert.Contains(Registered, text, StringComparison.Ordinal);
        Assert.Contains(Made, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public Uri BaseUrl { get; init; } = new(\"https://boxes.example/v1/\");", "public Uri? Address { get; init; }\npublic int BaseUrl => 1;")]
    [InlineData("public Uri BaseUrl { get; init; } = new(\"https://boxes.example/v1/\");", "public string BaseUrl { get; init; } = \"\";")]
    public void Settings_without_an_address_leave_it_to_the_client(string piece, string replacement)
    {
        var text = Text(RefitSources.Provider.With(piece, replacement));

        Assert.Contains($"{Call}(activator.HttpAt(null){Context}", text, StringComparison.Ordinal);
        Assert.Contains($"{Call}(__cfwActivator.HttpAt(null){Context}", text, StringComparison.Ordinal);
    }

    /// <summary>Text and streams travel as they are.</summary>
    [Theory]
    [InlineData("Task<BoxResponse> Create", "Task<string> Create")]
    [InlineData("Task<BoxResponse> Create", "ValueTask<Stream> Create")]
    [InlineData("Task<BoxResponse> Create", "Task<HttpResponseMessage> Create")]
    [InlineData("Task<BoxResponse> Create", "Task<ApiResponse<string>> Create")]
    [InlineData("Task<BoxResponse> Create", "Task<IApiResponse> Create")]
    [InlineData("[Body] BoxRequest", "[Body] Stream")]
    public void Calls_without_JSON_need_no_context(string piece, string replacement)
    {
        var calls = RefitSources.Provider.With(", JsonContext = typeof(BoxJson)", "").With("http.CreateAsync(new BoxRequest(names.Prefix), cancellationToken)", "http.CreateAsync(null!, cancellationToken)")
            .With(".CreateAsync(null!, cancellationToken)).Id", ".CreateAsync(null!, cancellationToken))").With(".FindAsync(sandboxId, cancellationToken)).Id", ".FindAsync(sandboxId, cancellationToken))")
            .With(piece, replacement).Replace("[Body] BoxRequest", "[Body] string", StringComparison.Ordinal).Replace("Task<BoxResponse>", "Task<string>", StringComparison.Ordinal);

        Assert.Contains($"{Call}(activator.HttpAt(activator.Options(configure).BaseUrl)));", Text(calls), StringComparison.Ordinal);
    }

    [Fact]
    public void Provider_of_this_project_that_Create_makes_alone_needs_no_CreateProvider()
    {
        var alone = RefitSources.Provider.With(", IBoxNames names", "").With("names.Prefix + ", "").With("names.Prefix", "\"\"");

        Assert.True(IsMadeByEnvironment(alone));
        Assert.False(IsMadeByEnvironment(RefitSources.Provider));
    }

    /// <summary>The models are remembered between edits; what they say of other files must not be.</summary>
    [Fact]
    public void Edit_of_another_file_shows()
    {
        const string Marker = "public interface IBoxApi";
        var parts = RefitSources.Provider.Split(Marker);
        const string Usings = "using System.Text.Json;\nusing System.Text.Json.Serialization;\nusing Refit;\nnamespace TestProviders.Refitted;\n";
        var compilation = RefitSources.Compile(parts[0], Usings + Marker + parts[1]);
        var driver = GeneratorRun.CreateDriver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Contains(Registered, Text(driver), StringComparison.Ordinal);

        foreach (var (piece, replacement, isRegistered) in new[]
        {
            ("using Refit;", "using Other;", false),
            ("using Other;", "using Refit;", true),
        })
        {
            var tree = compilation.SyntaxTrees.Single(tree => tree.ToString().StartsWith("using System.Text.Json;", StringComparison.Ordinal) && tree.ToString().Contains(Marker, StringComparison.Ordinal));
            compilation = compilation.ReplaceSyntaxTree(tree, GeneratorRun.Parse(tree.ToString().With(piece, replacement), tree.FilePath));
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            Assert.Equal(isRegistered, Text(driver).Contains(Registered, StringComparison.Ordinal));
        }
    }

    private static string Text(string source) => GeneratorRun.Of(RefitSources.Compile(source)).AssertClean().Texts[File];

    private static string Text(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().GeneratedSources.Single(source => source.HintName == File).SourceText.ToString();

    private static void AssertPlain(string text)
    {
        Assert.DoesNotContain("global::Refit.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("AddProviderService", text, StringComparison.Ordinal);
        Assert.Contains(Required, text, StringComparison.Ordinal);
        Assert.Contains("__cfwActivator.Required<global::TestProviders.Refitted.IBoxApi>()", text, StringComparison.Ordinal);
    }

    private static bool IsMadeByEnvironment(string source)
    {
        var compilation = RefitSources.Compile(source);
        var provider = compilation.GetTypeByMetadataName("TestProviders.Refitted.RefittedProvider")!;
        return Parsing.ComplianceProviderParser.Parse(provider, provider, compilation, [], out _) is not null;
    }
}
