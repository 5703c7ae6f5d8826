using System.Globalization;
using Compute.Framework.Runtime;
using Microsoft.Extensions.Configuration;
using TestProviders.Settings;

namespace Compute.Framework.Generators.Tests;

/// <summary>The settings records of the folder TestProviders, as the generator completed them in this project.</summary>
public sealed class SettingsExecutionTests
{
    private static readonly Dictionary<string, string> Required = new()
    {
        ["CFW_TEST_KINDS_REQUIRED_TEXT"] = "r",
        ["CFW_TEST_KINDS_REQUIRED_NUMBER"] = "7",
        ["CFW_TEST_KINDS_REQUIRED_ZONE"] = "north",
        ["CFW_TEST_KINDS_REQUIRED_CHOICE"] = "false",
        ["CFW_TEST_KINDS_REQUIRED_LIST"] = "a, b",
    };

    [Fact]
    public void Nothing_given_leaves_the_defaults()
    {
        var (options, problems) = Bind<AllKindsOptions>(Required);

        Assert.Empty(problems);
        Assert.Equal(("r", 7, Zone.North, false), (options.RequiredText, options.RequiredNumber, options.RequiredZone, options.RequiredChoice));
        Assert.Equal(["a", "b"], options.RequiredList);
        Assert.Equal((5, 0.5, true, Zone.South), (options.Number, options.Factor, options.IsOn, options.Zone));
        Assert.Null(options.OtherZone);
    }

    [Fact]
    public void Every_type_is_read_in_the_invariant_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
            var (options, problems) = Bind<AllKindsOptions>(new(Required)
            {
                ["CFW_TEST_KINDS_TEXT"] = "t",
                ["CFW_TEST_KINDS_NUMBER"] = "-8",
                ["CFW_TEST_KINDS_BIG_NUMBER"] = "9000000000",
                ["CFW_TEST_KINDS_FACTOR"] = "1.25",
                ["CFW_TEST_KINDS_MONEY"] = "2.50",
                ["CFW_TEST_KINDS_IS_ON"] = "False",
                ["CFW_TEST_KINDS_OTHER_ZONE"] = "South",
                ["CFW_TEST_KINDS_ADDRESS"] = "https://example.org/x",
                ["CFW_TEST_KINDS_TIME"] = "00:01:30",
                ["CFW_TEST_KINDS_KEY"] = "6f9619ff-8b86-d011-b42d-00c04fc964ff",
                ["CFW_TEST_KINDS_MOMENT"] = "2026-01-02T03:04:05+00:00",
                ["CFW_TEST_KINDS_NUMBERS"] = "1, 2",
                ["CFW_TEST_KINDS_ADDRESSES"] = "https://a.example,https://b.example",
                ["CFW_TEST_KINDS_ZONES"] = "north,SOUTH",
                ["CFW_TEST_KINDS_NAMES"] = "x,y",
                ["CFW_TEST_KINDS_KEYS"] = "6f9619ff-8b86-d011-b42d-00c04fc964ff",
                ["CFW_TEST_KINDS_HTTP_PROXY"] = "proxy",
                ["CFW_TEST_KINDS_URL2"] = "second",
            });

            Assert.Empty(problems);
            Assert.Equal(("t", -8, 9000000000L, 1.25, 2.5m, false), (options.Text, options.Number, options.BigNumber, options.Factor, options.Money, options.IsOn));
            Assert.Equal(Zone.South, options.OtherZone);
            Assert.Equal(new Uri("https://example.org/x"), options.Address);
            Assert.Equal(TimeSpan.FromSeconds(90), options.Time);
            Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), options.Moment);
            Assert.Equal([1, 2], options.Numbers);
            Assert.Equal(2, options.Addresses.Count());
            Assert.Equal([Zone.North, Zone.South], options.Zones);
            Assert.Equal(["x", "y"], options.Names);
            Assert.Equal(options.Key, Assert.Single(options.Keys));
            Assert.Equal(("proxy", "second"), (options.HTTPProxy, options.Url2));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Everything_missing_or_malformed_is_named()
    {
        var (_, problems) = Bind<AllKindsOptions>(new()
        {
            ["CFW_TEST_KINDS_NUMBER"] = "many",
            ["CFW_TEST_KINDS_ZONES"] = "north,nowhere",
            ["CFW_TEST_KINDS_ADDRESSES"] = "not an address",
        });

        foreach (var name in (string[])["RequiredText", "RequiredNumber", "RequiredZone", "RequiredChoice", "RequiredList", "Number", "Zones", "Addresses"])
        {
            Assert.Contains(problems, problem => problem.StartsWith(name, StringComparison.Ordinal));
        }

        Assert.Equal(8, problems.Count);
    }

    [Fact]
    public void Configuration_wins_over_the_environment()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Compute:kinds:Number", "1"), new("Compute:kinds:Names:0", "c")]).Build();
        var reader = new SettingsReader(
            ProviderSchema.Of<AllKindsOptions>(),
            configuration.GetSection("Compute:kinds"),
            name => name is "CFW_TEST_KINDS_NUMBER" or "CFW_TEST_KINDS_NAMES" ? "2" : null);

        var options = Read<AllKindsOptions>(reader);

        Assert.Equal(1, options.Number);
        Assert.Equal(["c"], options.Names);
    }

    [Fact]
    public void Secrets_are_not_in_the_text()
    {
        var derived = new DerivedSecretOptions { Token = "hidden-1", Password = "hidden-2", Retries = 9 };

        Assert.Equal("BaseSecretOptions { Token = ***, Retries = 9 }", new BaseSecretOptions { Token = "hidden-1", Retries = 9 }.ToString());
        Assert.Equal("DerivedSecretOptions { Token = ***, Retries = 9, Password = *** }", derived.ToString());
        Assert.Equal("I keep it.", new TalkingOptions { Word = "hidden-3" }.ToString());
    }

    [Fact]
    public void Schema_says_how_a_value_is_given()
    {
        var token = ProviderSchema.Of<BaseSecretOptions>().Settings[0];
        var password = ProviderSchema.Of<DerivedSecretOptions>().Settings[2];

        Assert.Equal(("Token", "BASE_SECRET_TOKEN", true, "Say \"please\" {twice}.\nThen wait."), (token.Name, token.EnvironmentVariable, token.IsSecret, token.Setup));
        Assert.Equal("PASSWORD", password.EnvironmentVariable);
    }

    private static TOptions Read<TOptions>(SettingsReader reader)
        where TOptions : IProviderSettings<TOptions> => TOptions.Bind(reader);

    private static (TOptions Options, IReadOnlyList<string> Problems) Bind<TOptions>(Dictionary<string, string> environment)
        where TOptions : IProviderSettings<TOptions>
    {
        var reader = new SettingsReader(TOptions.Schema, section: null, environment.GetValueOrDefault);
        var options = TOptions.Bind(reader);
        var validator = new SettingsValidator(TOptions.Schema);
        TOptions.Validate(options, validator);
        return (options, [.. reader.Malformed, .. validator.Problems]);
    }
}
