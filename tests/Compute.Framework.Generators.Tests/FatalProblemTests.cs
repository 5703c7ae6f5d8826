namespace Compute.Framework.Generators.Tests;

/// <summary>A class that cannot be extended gets nothing.</summary>
public sealed class FatalProblemTests
{
    private const string Provider = "Plain.PlainProvider.g.cs";

    [Theory]
    [InlineData("CFW0001", "sealed partial class PlainProvider", "sealed class PlainProvider")]
    [InlineData("CFW0002", "sealed partial class PlainProvider", "abstract partial class PlainProvider")]
    [InlineData("CFW0002", "sealed partial class PlainProvider(PlainOptions options)", "static partial class PlainProvider")]
    [InlineData("CFW0002", "sealed partial class PlainProvider", "sealed partial class PlainProvider<T>")]
    [InlineData("CFW0002", "sealed partial class PlainProvider", "sealed partial record PlainProvider")]
    [InlineData("CFW0002", "PlainProvider(PlainOptions options)", "PlainProvider(PlainOptions options) : Base", "public class Vm", "[Provider(\"base\")] public abstract partial class Base; public class Vm")]
    [InlineData("CFW0004", "\"plain\")]\n", "\"Plain\")]\n")]
    [InlineData("CFW0004", "\"plain\")]\n", "\"\")]\n")]
    [InlineData("CFW0004", "\"plain\")]\n", "null)]\n")]
    [InlineData("CFW0004", "[Provider(\"plain\")]", "[Provider]")]
    [InlineData("CFW0004", "[Provider(\"plain\")]", "[Provider(Missing.Name)]")]
    [InlineData("CFW0005", "public string Region => options.Region;", "public string Region => options.Region; public PlainProvider() : this(new PlainOptions()) { }")]
    [InlineData("CFW0005", "PlainOptions options)", "PlainOptions options, string text)")]
    [InlineData("CFW0005", "PlainOptions options)", "PlainOptions options, PlainOptions second)")]
    [InlineData("CFW0005", "PlainOptions options)", "PlainOptions options, in HttpClient client)")]
    [InlineData("CFW0005", "public string Region => options.Region;", "public required string Region { get; init; }")]
    [InlineData("CFW0006", "[CreateSandbox] internal Task<Vm> MakeAsync", "[CreateSandbox] internal Vm MakeAsync", "[GetSandbox]", "", "[ListSandboxes]", "")]
    [InlineData("CFW0007", "[SandboxId]", "")]
    [InlineData("CFW0007", "[CreatedAt] public DateTimeOffset Since", "[SandboxId] public string Since")]
    [InlineData("CFW0007", "[SandboxId] public string Id { get; init; } = \"\";", "[SandboxId] public int Id { get; init; }")]
    [InlineData("CFW0007", "[SandboxId] public string Id { get; init; }", "[SandboxId] public static string Id { get; set; }")]
    [InlineData("CFW0007", "[SandboxId] public string Id { get; init; }", "[SandboxId] private string Id { get; init; }")]
    [InlineData("CFW0008", "[CreatedAt] public DateTimeOffset Since", "[CreatedAt] public string? Since")]
    [InlineData("CFW0008", "[CreatedAt] public DateTimeOffset Since { get; init; }", "[Labels] public IDictionary<string, string>? Labels { get; init; }")]
    [InlineData("CFW0009", "public string Region => options.Region;", "public string Sandbox => options.Region;")]
    [InlineData("CFW0009", "MakeAsync", "Create")]
    [InlineData("CFW0009", "public string Region => options.Region;", "public string __cfwRuntime => options.Region;")]
    [InlineData("CFW0009", "Vm", "Sandbox")]
    [InlineData("CFW0010", "PlainProvider(PlainOptions options)", "PlainProvider(PlainOptions options) : IAsyncDisposable", "public string Region => options.Region;", "ValueTask IAsyncDisposable.DisposeAsync() => default;")]
    [InlineData("CFW0010", "PlainProvider(PlainOptions options)", "PlainProvider(PlainOptions options) : IDisposable", "public string Region => options.Region;", "void IDisposable.Dispose() { }")]
    [InlineData("CFW0010", "PlainProvider(PlainOptions options)", "PlainProvider(PlainOptions options) : ISandboxProvider")]
    [InlineData("CFW0010", "PlainProvider(PlainOptions options)", "PlainProvider(PlainOptions options) : ISnapshotStore")]
    [InlineData("CFW0010", "PlainProvider(PlainOptions options)", "PlainProvider(PlainOptions options) : IVolumeStore")]
    [InlineData("CFW0010", "PlainProvider(PlainOptions options)", "PlainProvider(PlainOptions options) : INetworkStore")]
    [InlineData("CFW0010", "PlainProvider(PlainOptions options)", "PlainProvider(PlainOptions options) : ITemplateStore")]
    [InlineData("CFW0010", "PlainProvider(PlainOptions options)", "PlainProvider(PlainOptions options) : IEventSource")]
    [InlineData("CFW0011", "public sealed partial class PlainProvider", "file sealed partial class PlainProvider")]
    [InlineData("CFW0011", "public class Vm", "file class Vm")]
    [InlineData("CFW0012", "sealed partial record PlainOptions", "sealed record PlainOptions")]
    [InlineData("CFW0012", "sealed partial record PlainOptions", "sealed partial class PlainOptions")]
    public void Nothing_is_emitted(string id, params string[] replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        var source = PlainProvider.Source;
        for (var i = 0; i < replacements.Length; i += 2)
        {
            Assert.Contains(replacements[i], source, StringComparison.Ordinal);
            source = source.Replace(replacements[i], replacements[i + 1], StringComparison.Ordinal);
        }

        var run = GeneratorRun.Of(source);

        Assert.Contains(Models.Problems(run), problem => problem.Id == id);
        Assert.DoesNotContain(run.Texts.Keys, name => name.Contains("Provider", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_emitted_in_a_container_that_is_not_partial()
    {
        var source = PlainProvider.With("[Provider(", "public static class Outer {\n[Provider(").Replace("public class Vm", "}\npublic class Vm", StringComparison.Ordinal);

        var run = GeneratorRun.Of(source);

        Assert.Contains(Models.Problems(run), problem => problem is { Id: "CFW0003", Member: "Outer" });
        Assert.DoesNotContain(run.Texts.Keys, name => name.Contains("Provider", StringComparison.Ordinal));
    }

    [Fact]
    public void Plain_provider_is_right()
    {
        var run = GeneratorRun.Of(PlainProvider.Source).AssertClean();

        Assert.Empty(Models.Problems(run));
        Assert.Contains(Provider, run.Texts.Keys);
    }

    [Fact]
    public void Attribute_on_two_parts_is_written_once()
    {
        var run = GeneratorRun.Of(PlainProvider.Source, "[Compute.Framework.Authoring.Provider(\"second\")] partial class Other; namespace Plain { [Compute.Framework.Authoring.Provider(\"again\")] partial class PlainProvider { } }");

        Assert.Single(run.Texts.Keys, name => name == Provider);
    }
}
