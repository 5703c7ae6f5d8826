namespace Compute.Framework.Generators.Tests;

/// <summary>A provider compiled against the framework of today, run with one whose creation options have grown by one.</summary>
public sealed class AllowListTests
{
    /// <summary>Compiled against the grown framework; asks the old provider for the new option.</summary>
    private const string Caller = """
        using Compute.Framework; using Compute.Framework.Authoring;
        public static class Caller
        {
            public static async Task<string> AskAsync(ISandboxProvider provider, bool useNewOption)
            {
                try
                {
                    await using var sandbox = await provider.CreateAsync(useNewOption ? new CreateSandboxOptions { Priority = "high" } : new CreateSandboxOptions { Image = "i" });
                    return "created " + sandbox.Id;
                }
                catch (UnsupportedOptionException refused)
                {
                    return "refused " + refused.Option;
                }
            }

            public static Task<string> CreatePlain(bool useNewOption) => AskAsync(Plain.PlainProvider.Create(new Plain.PlainOptions()), useNewOption);
        }
        """;

    [Fact]
    public async Task Option_that_the_framework_grew_later_is_refused_by_an_older_provider()
    {
        using var builds = TwoBuildRun.Of([PlainProvider.Source], Grow, [Caller]);
        var ask = builds.Method<Func<bool, Task<string>>>("Caller", "CreatePlain");

        Assert.Equal("created 1", await ask(false));
        Assert.Equal("refused Priority", await ask(true));
    }

    internal static string Grow(string file, string text) => file switch
    {
        "Sandboxes/CreateSandboxOptions.cs" => TwoBuildRun.Replace(text, "public string? Image { get; init; }", "public string? Image { get; init; } public string? Priority { get; init; }"),
        "Runtime/OptionTables.cs" => TwoBuildRun.Replace(
            text,
            "new(nameof(CreateSandboxOptions.Image), static options => options.Image),",
            "new(nameof(CreateSandboxOptions.Image), static options => options.Image), new(nameof(CreateSandboxOptions.Priority), static options => options.Priority),"),
        _ => text,
    };
}
