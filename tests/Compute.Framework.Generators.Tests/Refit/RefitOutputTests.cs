using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests.Refit;

/// <summary>What is written for a constructor that takes an interface of Refit's; every run checks that a second one is cached.</summary>
public sealed class RefitOutputTests
{
    private const string File = "TestProviders.Refitted.RefittedProvider.g.cs";
    private const string Registered = "global::Refit.HttpClientFactoryExtensions.AddRefitClient<global::TestProviders.Refitted.IBoxApi>(builder.Services)";
    private const string Made = "global::Refit.RestService.For<global::TestProviders.Refitted.IBoxApi>(__cfwActivator.HttpAt(options.BaseUrl))";
    private const string Required = "global::TestProviders.Refitted.IBoxApi httpService,";
    private const string Optional = "global::TestProviders.Refitted.IBoxApi? httpService = null,";

    [Fact]
    public void Generated_half_equals_the_reviewed_one()
    {
        var text = Text(RefitSources.Provider, RefitSources.Attributes, RefitSources.RestService, RefitSources.ClientFactory);
        if (text != Repository.Read("Reviewed", File))
        {
            // For a comparison by tools; never committed.
            System.IO.File.WriteAllText(Path.Combine(Repository.Tests, "Reviewed", File.Replace(".g.cs", ".received.cs", StringComparison.Ordinal)), text);
        }

        Assert.Equal(Repository.Read("Reviewed", File), text);
    }

    [Fact]
    public void Without_the_client_factory_the_application_supplies_the_calls_and_Create_makes_them()
    {
        var text = Text(RefitSources.Provider, RefitSources.Attributes, RefitSources.RestService);

        Assert.DoesNotContain("HttpClientFactoryExtensions", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ProviderHttpClients", text, StringComparison.Ordinal);
        Assert.Contains("__cfwActivator.Required<global::TestProviders.Refitted.IBoxApi>()", text, StringComparison.Ordinal);
        Assert.Contains("return builder.AddProvider(", text, StringComparison.Ordinal);
        Assert.Contains(Optional, text, StringComparison.Ordinal);
        Assert.Contains(Made, text, StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_attributes_alone_nothing_of_Refit_is_written()
    {
        var text = Text(RefitSources.Provider, RefitSources.Attributes);

        AssertPlain(text);
        Assert.Contains("__cfwActivator.Required<global::TestProviders.Refitted.IBoxApi>()", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Interface_without_calls_is_a_service_like_any_other()
    {
        var provider = RefitSources.Provider.With("[Post(\"/boxes\")]", "").With("[Get(\"/boxes/{id}\")]", "").With("[Delete(\"/boxes/{id}\")]", "").With("using Refit;", "");

        AssertPlain(Text(provider, RefitSources.Attributes, RefitSources.RestService, RefitSources.ClientFactory));
    }

    [Fact]
    public void Inherited_calls_count()
    {
        var provider = RefitSources.Provider.With("public interface IBoxApi", "public interface IBoxApi : ICalls;\npublic interface ICalls");

        var text = Text(provider, RefitSources.Attributes, RefitSources.RestService, RefitSources.ClientFactory);

        Assert.Contains(Registered, text, StringComparison.Ordinal);
        Assert.Contains(Made, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public Uri BaseUrl { get; init; } = new(\"https://boxes.example/v1/\");", "public Uri? Address { get; init; }\npublic int BaseUrl => 1;")]
    [InlineData("public Uri BaseUrl { get; init; } = new(\"https://boxes.example/v1/\");", "public string BaseUrl { get; init; } = \"\";")]
    public void Settings_without_an_address_leave_it_to_the_client(string piece, string replacement)
    {
        var text = Text(RefitSources.Provider.With(piece, replacement), RefitSources.Attributes, RefitSources.RestService, RefitSources.ClientFactory);

        Assert.Contains($"ProviderHttpClients.Configure({Registered}, \"refitted\");", text, StringComparison.Ordinal);
        Assert.Contains("__cfwActivator.HttpAt(null)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static T For<T>(HttpClient client) => For<T>(client, null);", "")]
    [InlineData("public static T For<T>(HttpClient client) => For<T>(client, null);", "private static T For<T>(HttpClient client) => For<T>(client, null);\ninternal static T Other<T>(HttpClient client) => For<T>(client);")]
    public void Method_that_cannot_be_called_so_is_not_called(string piece, string replacement)
    {
        var text = Text(RefitSources.Provider, RefitSources.Attributes, RefitSources.RestService.With(piece, replacement), RefitSources.ClientFactory);

        Assert.Contains(Registered, text, StringComparison.Ordinal);
        Assert.DoesNotContain("RestService", text, StringComparison.Ordinal);
        Assert.Contains(Required, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Provider_of_this_project_that_Create_makes_alone_needs_no_CreateProvider()
    {
        var alone = RefitSources.Provider.With(", IBoxNames names", "").With("names.Prefix + ", "");

        Assert.True(IsMadeByEnvironment(alone, RefitSources.Attributes, RefitSources.RestService));
        Assert.False(IsMadeByEnvironment(alone, RefitSources.Attributes));
        Assert.False(IsMadeByEnvironment(RefitSources.Provider, RefitSources.Attributes, RefitSources.RestService));
    }

    /// <summary>The models are remembered between edits; what they say of other files must not be.</summary>
    [Fact]
    public void Edit_of_another_file_shows()
    {
        var compilation = GeneratorRun.Compile([RefitSources.Provider, RefitSources.Attributes, RefitSources.RestService, RefitSources.ClientFactory]);
        var driver = GeneratorRun.CreateDriver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Contains(Registered, Text(driver), StringComparison.Ordinal);

        foreach (var (piece, replacement, isRegistered) in new[]
        {
            ("AddRefitClient<T>", "AddOther<T>", false),
            ("AddOther<T>", "AddRefitClient<T>", true),
            (": HttpMethodAttribute(path)", ": OtherAttribute(path)", false),
            (": OtherAttribute(path)", ": HttpMethodAttribute(path)", true),
        })
        {
            foreach (var tree in compilation.SyntaxTrees.Where(tree => tree.ToString().Contains(piece, StringComparison.Ordinal)).ToList())
            {
                compilation = compilation.ReplaceSyntaxTree(tree, GeneratorRun.Parse(tree.ToString().With(piece, replacement), tree.FilePath));
            }

            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            Assert.Equal(isRegistered, Text(driver).Contains(Registered, StringComparison.Ordinal));
        }
    }

    private static string Text(params string[] sources) => GeneratorRun.Of(sources).AssertClean().Texts[File];

    private static string Text(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().GeneratedSources.Single(source => source.HintName == File).SourceText.ToString();

    private static void AssertPlain(string text)
    {
        Assert.DoesNotContain("global::Refit.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ProviderHttpClients", text, StringComparison.Ordinal);
        Assert.Contains(Required, text, StringComparison.Ordinal);
    }

    private static bool IsMadeByEnvironment(params string[] sources)
    {
        var compilation = GeneratorRun.Compile(sources);
        var provider = compilation.GetTypeByMetadataName("TestProviders.Refitted.RefittedProvider")!;
        return Parsing.ComplianceProviderParser.Parse(provider, provider, compilation, [], out _) is not null;
    }
}
