using System.Text.RegularExpressions;

namespace Compute.Framework.Packages.Tests;

/// <summary>What <c>dotnet new compute-provider</c> gives.</summary>
public sealed partial class TemplateTests(InstalledTemplate template) : IClassFixture<InstalledTemplate>
{
    [Theory]
    [InlineData("Acme", "http")]
    [InlineData("My.Cloud-1", "cli")]
    [InlineData("3 Boxes & Co", "process")]
    public async Task A_new_provider_builds_without_a_warning_and_passes_its_compliance_tests(string name, string kind)
    {
        var directory = await template.CreateAsync(name, "--kind", kind);
        await BuildAndTestAsync(directory, name);
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
        var directory = await template.CreateAsync(name, "--kind", "process");
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
    public async Task A_provider_with_Refit_lacks_nothing_but_Refit_and_passes_with_a_stand_in()
    {
        var directory = await template.CreateAsync("Acme", "--refit");
        var project = Path.Combine(directory, "src", "Acme", "Acme.csproj");
        var (exitCode, output) = await template.DotNet.TryAsync(directory, "restore", "-p:NuGetAudit=false");
        Assert.All(Missing().Matches(output), missing => Assert.Equal("Refit", missing.Groups["package"].Value));
        Assert.Equal(exitCode == 0, !Missing().IsMatch(output));

        // What the sources use of Refit, written by hand.
        var cancellationToken = TestContext.Current.CancellationToken;
        var text = await File.ReadAllTextAsync(project, cancellationToken);
        await File.WriteAllTextAsync(project, RefitReference().Replace(text, ""), cancellationToken);
        File.Copy(Path.Combine(Repository.Project, "StandIns", "Refit.cs"), Path.Combine(directory, "src", "Acme", "Refit.cs"));
        await BuildAndTestAsync(directory, "Acme");
    }

    [Fact]
    public async Task Refit_is_nothing_to_a_tool()
    {
        var directory = await template.CreateAsync("Acme", "--kind", "cli", "--refit");
        Assert.All(
            Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("refit", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
    }

    private async Task BuildAndTestAsync(string directory, string name)
    {
        await template.DotNet.RunAsync(directory, "build", "-nologo", "-v", "q", "-warnaserror", "-p:NuGetAudit=false");
        var tests = await template.DotNet.TestAsync(directory, $"tests/{name}.Tests/bin/Debug/net10.0/{name}.Tests.dll");
        Assert.True(tests.Failed == 0, tests.Output);
        Assert.InRange(tests.Executed, 40, int.MaxValue);
    }

    [GeneratedRegex(@"error NU110[12]: .*?package '?(?<package>[A-Za-z]+(\.[A-Za-z]+)*)")]
    private static partial Regex Missing();

    [GeneratedRegex("""<PackageReference Include="Refit" Version="[^"]+" />""")]
    private static partial Regex RefitReference();
}
