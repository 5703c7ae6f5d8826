namespace Compute.Framework.Packages.Tests;

/// <summary>What <c>dotnet new compute-provider</c> gives.</summary>
[Collection(BuiltSolutionTests.Name)]
public sealed class TemplateTests(BuiltSolution solution, PackedPackages packages)
{
    public static TheoryData<string> Providers => [.. BuiltSolution.Providers.Keys];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_new_provider_builds_without_a_warning_and_passes_its_compliance_tests(string name)
    {
        solution.AssertClean(name);
        var tests = await solution.TestAsync(name + ".Tests");
        Assert.True(tests.Failed == 0, tests.Output);
        Assert.InRange(tests.Executed, 40, int.MaxValue);
    }

    [Theory]
    [InlineData("Acme", "Acme", "Acme", "acme", "ACME")]
    [InlineData("My.Cloud-1", "My.Cloud1", "MyCloud1", "my-cloud-1", "MY_CLOUD_1")]
    [InlineData("compute.providers.acmeCloud", "compute.providers.acmeCloud", "ComputeProvidersAcmeCloud", "compute-providers-acme-cloud", "COMPUTE_PROVIDERS_ACME_CLOUD")]
    [InlineData("AWSCloud.E2B", "AWSCloud.E2B", "AWSCloudE2B", "awscloud-e2b", "AWSCLOUD_E2B")]
    [InlineData("3 Boxes & Co", "X3BoxesCo", "X3BoxesCo", "3-boxes-co", "X3_BOXES_CO")]
    [InlineData("my.new.int1", "my._new.int1", "MyNewInt1", "my-new-int1", "MY_NEW_INT1")]
    [InlineData("-Überwolke-", "Überwolke", "Überwolke", "berwolke", "BERWOLKE")]
    public async Task A_name_gives_names_that_are_safe_where_they_stand(string name, string rootNamespace, string prefix, string provider, string environment)
    {
        var directory = BuiltSolution.Providers.ContainsKey(name)
            ? solution.DirectoryOf(name)
            : await solution.Template.CreateAsync(packages.CreateDirectory("names"), name, "--kind", "process");
        var sources = Path.Combine(directory, "src", name);

        Assert.True(File.Exists(Path.Combine(directory, name + ".slnx")));
        Assert.True(File.Exists(Path.Combine(sources, name + ".csproj")));
        var code = await File.ReadAllTextAsync(Path.Combine(sources, prefix + "Provider.cs"), TestContext.Current.CancellationToken);
        Assert.Contains($"namespace {rootNamespace};", code, StringComparison.Ordinal);
        Assert.Contains($"[Provider(\"{provider}\"", code, StringComparison.Ordinal);
        Assert.Contains($"partial class {prefix}Provider(", code, StringComparison.Ordinal);
        var options = await File.ReadAllTextAsync(Path.Combine(sources, prefix + "Options.cs"), TestContext.Current.CancellationToken);
        Assert.Contains($"EnvironmentPrefix = \"{environment}\"", options, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_Refit_the_calls_are_its_and_nothing_is_left_to_reflection()
    {
        var sources = Path.Combine(solution.DirectoryOf("Refitted"), "src", "Refitted");
        var project = await File.ReadAllTextAsync(Path.Combine(sources, "Refitted.csproj"), TestContext.Current.CancellationToken);
        Assert.Contains("<PackageReference Include=\"Refit\"", project, StringComparison.Ordinal);
        Assert.Contains("<RefitRequireGeneratedRequests>true</RefitRequireGeneratedRequests>", project, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(sources, "IRefittedApi.cs")));
    }

    [Fact]
    public async Task Refit_is_nothing_to_a_tool()
    {
        var directory = await solution.Template.CreateAsync(packages.CreateDirectory("tool"), "Acme", "--kind", "cli", "--refit");
        Assert.All(
            Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("refit", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
    }
}
