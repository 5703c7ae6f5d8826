using Compute.Framework.Generators.Models;
using TestProviders.Records;

namespace Compute.Framework.Generators.Tests;

/// <summary>Records that an operation's method takes: their members are bound, declared and refused as parameters are.</summary>
public sealed class RecordTests
{
    private const string Using = "using Compute.Framework.Authoring; namespace Plain; ";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_get_the_values()
    {
        await using var provider = RecordProvider.Create();
        var author = (RecordProvider)provider;
        await using var sandbox = await provider.CreateAsync(
            new CreateSandboxOptions
            {
                Image = "i",
                Lifetime = TimeSpan.FromHours(1),
                Labels = new Dictionary<string, string> { ["team"] = "t" },
                Ports = [8080, 9090],
                Environment = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" },
                Resources = new() { Cpus = 1.5, MemoryBytes = 7 },
            }.With(new BoxExtra { Zone = "z" }),
            Cancellation);
        await sandbox.RunAsync(Command.Create("true") with { Timeout = TimeSpan.FromSeconds(9), WorkingDirectory = "/w", User = "me" }, Cancellation);
        await sandbox.RunCodeAsync("1+1", CodeLanguage.Python, Cancellation);
        await sandbox.Files.DeleteAsync("f", recursive: false, Cancellation);
        await provider.ListAsync(new SandboxFilter { Labels = new Dictionary<string, string> { ["team"] = "t" } }, Cancellation).ToListAsync(Cancellation);

        Assert.Equal(
            [
                "create i 01:00:00 t 8080,9090 1.5 7 2 z",
                "run b1 true 00:00:09 /w me",
                $"code b1 1+1 {CodeLanguage.Python}",
                "delete b1 f",
                "list 1",
            ],
            author.Calls);
    }

    [Fact]
    public async Task What_is_no_member_is_refused()
    {
        await using var provider = RecordProvider.Create();
        var options = new CreateSandboxOptions { Labels = new Dictionary<string, string> { ["team"] = "t" } };
        await using var sandbox = await provider.CreateAsync(options, Cancellation);
        ((RecordProvider)provider).Calls.Clear();

        Assert.Equal("User", await RefusedAsync(() => provider.CreateAsync(options with { User = "u" }, Cancellation)));
        Assert.Equal("Resources.Gpus", await RefusedAsync(() => provider.CreateAsync(options with { Resources = new() { Gpus = 1 } }, Cancellation)));
        Assert.Equal("Recursive", await RefusedAsync(() => sandbox.Files.DeleteAsync("f", recursive: true, Cancellation)));
        Assert.Empty(((RecordProvider)provider).Calls);
    }

    [Fact]
    public async Task Limits_on_members_hold()
    {
        await using var provider = RecordProvider.Create();
        var options = new CreateSandboxOptions { Labels = new Dictionary<string, string> { ["team"] = "t" } };

        Assert.Equal("Lifetime", await RefusedAsync(() => provider.CreateAsync(options with { Lifetime = TimeSpan.FromSeconds(1) }, Cancellation)));
        Assert.Equal("Ports", await RefusedAsync(() => provider.CreateAsync(options with { Ports = [80] }, Cancellation)));
        Assert.Equal(
            "Resources.MemoryBytes",
            await RefusedAsync(() => provider.CreateAsync(options with { Resources = new() { MemoryBytes = 8589934593 } }, Cancellation)));
        Assert.Empty(((RecordProvider)provider).Calls);
    }

    /// <summary>The same methods with parameters instead of records have the same manifest.</summary>
    [Fact]
    public void Members_declare_what_parameters_declare()
    {
        var members = Operations(
            PlainProvider.With("string? image", "Make make"),
            "internal sealed record Make([Pattern(\"a\")] string? Image, long? MemoryBytes) { [property: AtLeast(\"1\")] public int? MaxProcesses { get; init; } }");
        var parameters = Operations(
            PlainProvider.With("string? image", "[Pattern(\"a\")] string? image, long? memoryBytes, [AtLeast(\"1\")] int? maxProcesses"));

        Assert.Equal(parameters.Select(Declared), members.Select(Declared));
        Assert.Equal(["Image", "SnapshotId", "Resources.MemoryBytes", "Resources.MaxProcesses", "ProviderOptions"], members[0].Options.Select(option => option.Name));
    }

    /// <summary>What is wrong with a member makes the operation throw, and nothing else.</summary>
    [Theory]
    [InlineData("CFW1003", "sealed record Make(in string? Image)")]
    [InlineData("CFW1005", "sealed record Make(string? Imag)")]
    [InlineData("CFW1005", "sealed record Make(string? Image, string? Colour)")]
    [InlineData("CFW1005", "sealed record Make(string? Image) { public Make? Again { get; init; } }")]
    [InlineData("CFW1005", "sealed record Make(System.Version Version)")]
    [InlineData("CFW1005", "sealed record Make(string? Image, TimeSpan? )")]
    [InlineData("CFW1005", "sealed class Make { public string? Image { get; init; } }")]
    [InlineData("CFW1006", "sealed record Make(string Image)")]
    [InlineData("CFW1006", "sealed record Make { public int? Image { get; init; } }")]
    [InlineData("CFW1006", "sealed record Make(Extra Extra, string? Image)")]
    [InlineData("CFW1011", "sealed record Make(string? Image, Extra? Extra)")]
    [InlineData("CFW1017", "abstract record Make(string? Image)")]
    [InlineData("CFW1017", "sealed record Make<T>(string? Image)")]
    [InlineData("CFW1017", "sealed record Make(string? Image) { public required string User; }")]
    [InlineData("CFW1017", "sealed record Make(string? Image, Vm Vm)")]
    [InlineData("CFW1017", "sealed record Make(string? Image, CancellationToken CancellationToken)")]
    [InlineData("CFW1017", "sealed record Make { private Make() { } public string? Image { get; init; } }")]
    [InlineData("CFW1017", "sealed record Make(string? Image) { public Make() : this((string?)null) { } }")]
    [InlineData("CFW1018", "sealed record Make(string? Image, string? SnapshotId)")]
    [InlineData("CFW1018", "sealed record Make(string? Image) { public string? image { get; init; } }")]
    [InlineData("CFW1030", "sealed record Make([AtLeast(\"1\")] string? Image)")]
    [InlineData("CFW1030", "sealed record Make { [AtLeast(\"1\")] public string? Image { get; init; } }")]
    [InlineData("CFW1031", "sealed record Make([property: AtLeast(\"x\")] long? MemoryBytes)")]
    public void Wrong_members_are_problems(string id, string record)
    {
        var parameter = record.Contains("Make<T>", StringComparison.Ordinal) ? "Make<int> make" : "Make make";
        var run = GeneratorRun.Of(PlainProvider.With("string? image", parameter), Using + $"internal {record}{(record.EndsWith('}') ? "" : ";")}");

        var problem = Models.Problems(run)[0];
        Assert.Equal(id, problem.Id);
        Assert.Contains("Make", problem.Message, StringComparison.Ordinal);
        var text = run.Texts["Plain.PlainProvider.g.cs"];
        Assert.Contains(" CreateSandboxAsync(", text[..text.IndexOf($"\"{id}: ", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Equal(1, text.Split("throw new global::System.InvalidOperationException(").Length - 1);
    }

    [Theory]
    [InlineData("sealed record Make(string? Imag)", "did you mean 'Image'?")]
    [InlineData("sealed record Make(double? Cores, string? Image)", "did you mean 'Cpus'?")]
    [InlineData("sealed record Make { public Make(string? imag) => _ = imag; }", "did you mean 'image'?")]
    [InlineData("sealed record Make(string? Image, string? Colour)", "one of Image, ")]
    public void Message_names_what_was_meant(string record, string expected)
    {
        var run = GeneratorRun.Of(PlainProvider.With("string? image", "Make make"), Using + $"internal {record}{(record.EndsWith('}') ? "" : ";")}");

        Assert.Contains(expected, Assert.Single(Models.Problems(run)).Message, StringComparison.Ordinal);
    }

    /// <summary>A record of another project is no declaration that its author can see: it does not bind.</summary>
    [Fact]
    public void Records_of_other_projects_do_not_bind()
    {
        var run = GeneratorRun.Of(PlainProvider.With("string? image", "Compute.Framework.CreateVolumeOptions make"));

        Assert.Equal("CFW1005", Assert.Single(Models.Problems(run)).Id);
    }

    /// <summary>What the shipped providers declare for a new sandbox, by the members of their records.</summary>
    [Theory]
    [InlineData("src/Compute.Providers.Local", "SnapshotId Name Labels Environment WorkingDirectory Lifetime Resources.Cpus Resources.MemoryBytes Resources.MaxProcesses Ports Mounts Network")]
    [InlineData("src/Compute.Providers.Docker", "Image Template SnapshotId Name Labels Environment WorkingDirectory User Lifetime Resources.Cpus Resources.MemoryBytes Resources.DiskBytes Resources.MaxProcesses Resources.Gpus Ports Mounts Network Security ProviderOptions")]
    public void Shipped_providers_declare_what_their_records_have(string project, string options)
    {
        var trees = ProviderProject.Large.Single(found => found.Name == project);
        var run = GeneratorRun.Of(GeneratorRun.Compile([]).AddSyntaxTrees(trees.Sources.Concat(trees.Surroundings)));
        var create = Models.Providers(run).Single().Body!.Operations.Single(operation => operation.Operation == "CreateSandbox");

        Assert.Null(create.Error);
        Assert.Equal(options, string.Join(' ', create.Options.Select(option => option.Name)));
    }

    private static IReadOnlyList<OperationModel> Operations(string source, string? record = null)
    {
        var run = GeneratorRun.Of(record is null ? [source] : [source, Using + record]).AssertClean();
        Assert.Empty(Models.Problems(run));
        return [.. Models.Providers(run).Single().Body!.Operations];
    }

    private static async Task<string> RefusedAsync(Func<Task> call) => (await Assert.ThrowsAsync<UnsupportedOptionException>(call)).Option;

    private static (string, EquatableArray<OptionModel>, EquatableArray<LimitModel>, string?) Declared(OperationModel operation) =>
        (operation.Operation, operation.Options, operation.Limits, operation.Error);
}
