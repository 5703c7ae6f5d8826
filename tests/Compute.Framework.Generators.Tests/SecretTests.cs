using Compute.Framework.Runtime;
using TestProviders.Secrets;

namespace Compute.Framework.Generators.Tests;

/// <summary>A secret stays out of every text, wherever it is declared to be one.</summary>
public sealed class SecretTests
{
    private const string Value = "value-of-the-key";

    public static TheoryData<object> Settings =>
    [
        new OverridingOptions { Key = Value, Other = Value, Region = "north" },
        new OverridingTwiceOptions { Key = Value, Other = Value },
        new HidingOptions { Key = Value, Other = Value },
        new AbstractOptions { Key = Value },
        new PositionalOptions { Key = Value },
        new ImplementingOptions { Key = Value, Region = "north" },
        new FirstOptions { Key = Value },
        new SecondOptions { Key = Value, Region = "north" },
        new ComputedOptions { Region = "north" },
        new HoldingOptions { Key = new("me", Value), Keys = [new("me", Value)] },
    ];

    [Theory]
    [MemberData(nameof(Settings), DisableDiscoveryEnumeration = true)]
    public void Text_of_settings_hides_it(object settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Assert.DoesNotContain(Value, $"{settings}", StringComparison.Ordinal);
        Assert.DoesNotContain(Value, $"{new { settings }}", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_secret_is_shown()
    {
        Assert.Equal("OverridingOptions { Other = ***, Key = ***, Region = north }", new OverridingOptions { Key = Value, Region = "north" }.ToString());
        Assert.Equal("ImplementingOptions { Key = ***, Region = north }", new ImplementingOptions { Key = Value, Region = "north" }.ToString());
        Assert.Equal("ComputedOptions { Region = north }", new ComputedOptions { Region = "north" }.ToString());
    }

    [Fact]
    public void Message_about_a_malformed_value_hides_it()
    {
        var reader = new SettingsReader(Schema<HoldingOptions>(), null, _ => Value);
        Read<HoldingOptions>(reader);

        Assert.Equal(2, reader.Malformed.Count);
        Assert.All(reader.Malformed, problem => Assert.DoesNotContain(Value, problem, StringComparison.Ordinal));
        Assert.All(Schema<OverridingOptions>().Settings, option => Assert.Equal(option.Name != "Region", option.IsSecret));
    }

    /// <summary>The base record of another assembly has its attributes in metadata alone.</summary>
    [Fact]
    public void Base_in_another_assembly_counts()
    {
        var library = GeneratorRun.Compile(["using Compute.Framework; using Compute.Framework.Authoring;\nnamespace Library { public abstract record Base<T> { [Secret] public virtual T? Key { get; init; } } public interface IKeyed { [Secret] string? Other { get; } } }"], "Library");
        var compilation = GeneratorRun.Compile(["using Compute.Framework; using Compute.Framework.Authoring;\n[ProviderSettings] public sealed partial record Settings : Library.Base<string>, Library.IKeyed { public override string? Key { get; init; } public string? Other { get; init; } }"])
            .AddReferences(library.ToMetadataReference());

        var text = GeneratorRun.Of(compilation).AssertClean().Texts["Settings.g.cs"];

        Assert.Contains("Append(\"Key = ***\")", text, StringComparison.Ordinal);
        Assert.Contains("Append(\", Other = ***\")", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Secret] public partial string? Key { get; init; }", "public partial string? Key { get => field; init => field = value; }")]
    [InlineData("public partial string? Key { get; init; }", "[Secret] public partial string? Key { get => field; init => field = value; }")]
    public void Either_part_of_a_partial_property_counts(string one, string other)
    {
        var text = GeneratorRun.Of($"using Compute.Framework; using Compute.Framework.Authoring;\n[ProviderSettings] public sealed partial record Settings {{ {one} }}\npublic sealed partial record Settings {{ {other} }}").AssertClean().Texts["Settings.g.cs"];

        Assert.Contains("Append(\"Key = ***\")", text, StringComparison.Ordinal);
    }

    private static ProviderSettingsSchema Schema<T>()
        where T : IProviderSettings<T> => T.Schema;

    private static T Read<T>(SettingsReader reader)
        where T : IProviderSettings<T> => T.Bind(reader);
}
