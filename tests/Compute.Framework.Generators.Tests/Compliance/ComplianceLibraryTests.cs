using System.Text.RegularExpressions;
using Compute.Framework.Testing;

namespace Compute.Framework.Generators.Tests.Compliance;

public sealed partial class ComplianceLibraryTests
{
    [Fact]
    public void The_tests_are_the_catalogue_of_the_real_library()
    {
        var compilation = GlueCompilation.Create(
            "Tests",
            ["using Compute.Framework.Testing; [ComplianceTests(typeof(Vendor.CloudProvider))] public partial class CloudCompliance { private static ComplianceSettings Settings => new(); }"],
            GlueCompilation.Library,
            GlueSources.Images[1]);
        var result = GlueDriver.RunTwice(new ComplianceTestsGenerator(), compilation, out var output);

        var text = Assert.Single(result.GeneratedSources).SourceText.ToString();
        Assert.Equal(
            ComplianceCatalogue.Cases.Select(item => item.Id).Order(StringComparer.Ordinal),
            DisplayName().Matches(text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        output.AssertClean();
    }

    [GeneratedRegex("DisplayName = \"cloud: ([^\"]+)\"")]
    private static partial Regex DisplayName();
}
