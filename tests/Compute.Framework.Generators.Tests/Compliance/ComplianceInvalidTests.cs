using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests.Compliance;

public sealed class ComplianceInvalidTests
{
    [Theory]
    [InlineData("public class T;", "CloudProvider", "CFW3001")]
    [InlineData("public partial class T<X>;", "CloudProvider", "CFW3001")]
    [InlineData("public static partial class T;", "CloudProvider", "CFW3001")]
    [InlineData("public abstract partial class T;", "CloudProvider", "CFW3001")]
    [InlineData("file partial class T;", "CloudProvider", "CFW3001")]
    [InlineData("public partial class T;", "UnfinishedProvider", "CFW3002")]
    [InlineData("public partial class T;", "CloudOptions", "CFW3002")]
    [InlineData("public partial class T;", "CloudProvider[]", "CFW3002")]
    [InlineData("public partial class T;", "NeedyProvider", "CFW3003")]
    [InlineData("public partial class T;", "HandmadeProvider", "CFW3003")]
    [InlineData("public partial class T { static object CreateProvider() => null!; }", "CloudProvider", "CFW3004")]
    [InlineData("public partial class T { Compute.Framework.ISandboxProvider CreateProvider() => null!; }", "CloudProvider", "CFW3004")]
    [InlineData("public partial class T { static Compute.Framework.ISandboxProvider CreateProvider(int port) => null!; }", "CloudProvider", "CFW3004")]
    [InlineData("public partial class T { static Task<Compute.Framework.ISandboxProvider?> CreateProvider() => null!; }", "CloudProvider", "CFW3004")]
    [InlineData("public partial class T { static ComplianceSettings? Settings => null; }", "CloudProvider", "CFW3005")]
    [InlineData("public partial class T { static object Settings => null!; }", "CloudProvider", "CFW3005")]
    [InlineData("public partial class T { ComplianceSettings Settings => null!; }", "CloudProvider", "CFW3005")]
    public void What_cannot_be_tested_gets_nothing_and_says_why(string declaration, string provider, string expected)
    {
        var compilation = GlueSources.Tests($"using Compute.Framework.Testing; [ComplianceTests(typeof(Vendor.{provider}))] {declaration}");
        Assert.Empty(GlueDriver.RunTwice(new ComplianceTestsGenerator(), compilation, out _).GeneratedSources);

        var parsed = Parse(compilation, "T");
        Assert.Null(parsed.Body);
        Assert.Equal(expected, string.Join(' ', parsed.Problems.Select(problem => problem.Id)));
    }

    [Fact]
    public void A_class_inside_one_that_is_not_partial_gets_nothing()
    {
        var compilation = GlueSources.Tests("using Compute.Framework.Testing; public class Outer { [ComplianceTests(typeof(Vendor.CloudProvider))] public partial class T; }");

        Assert.Empty(GlueDriver.RunTwice(new ComplianceTestsGenerator(), compilation, out _).GeneratedSources);
    }

    [Theory]
    [InlineData("[ComplianceTests]")]
    [InlineData("[ComplianceTests(null)]")]
    [InlineData("[ComplianceTests(\"cloud\")]")]
    [InlineData("[ComplianceTests(typeof(Missing))]")]
    [InlineData("[ComplianceTests(typeof(List<>))]")]
    [InlineData("[ComplianceTests(new[] { typeof(Vendor.CloudProvider) })]")]
    [InlineData("[ComplianceTests(typeof())]")]
    [InlineData("[ComplianceTests(typeof(Vendor.UnfinishedProvider)), ComplianceTests(typeof(Vendor.CloudProvider))]")]
    public void An_attribute_that_does_not_compile_gets_nothing(string attribute)
    {
        var compilation = GlueSources.Tests($"using Compute.Framework.Testing; {attribute} public partial class T;");

        Assert.Empty(GlueDriver.RunTwice(new ComplianceTestsGenerator(), compilation, out _).GeneratedSources);
    }

    [Fact]
    public void An_attribute_on_two_parts_of_a_class_does_not_give_two_files()
    {
        const string Part = "using Compute.Framework.Testing; [ComplianceTests(typeof(Vendor.CloudProvider))] public partial class T;";

        Assert.Single(GlueDriver.RunTwice(new ComplianceTestsGenerator(), GlueSources.Tests(Part, Part), out _).GeneratedSources);
    }

    [Fact]
    public void Without_xunit_nothing_is_written()
    {
        var compilation = GlueSources.Tests("using Compute.Framework.Testing; [ComplianceTests(typeof(Vendor.CloudProvider))] public partial class T;");
        var without = compilation.WithReferences(compilation.References.Where(reference => reference.Display?.Contains("xunit", StringComparison.OrdinalIgnoreCase) != true));

        Assert.Empty(GlueDriver.RunTwice(new ComplianceTestsGenerator(), without, out _).GeneratedSources);
        Assert.Equal([ComplianceProblemIds.NoXunit], Parse(without, "T").Problems.Select(problem => problem.Id));
        Assert.Single(GlueDriver.RunTwice(new ComplianceTestsGenerator(), compilation, out _).GeneratedSources);
    }

    [Fact]
    public void An_internal_class_is_written_and_reported()
    {
        var parsed = Parse(GlueSources.Tests("using Compute.Framework.Testing; [ComplianceTests(typeof(Vendor.CloudProvider))] internal partial class T;"), "T");

        Assert.NotNull(parsed.Body);
        Assert.Equal([ComplianceProblemIds.NotPublic], parsed.Problems.Select(problem => problem.Id));
    }

    private static ComplianceModel Parse(Compilation compilation, string type)
    {
        var symbol = (INamedTypeSymbol)compilation.GetSymbolsWithName(type, SymbolFilter.Type, TestContext.Current.CancellationToken).Single();
        return ComplianceParser.Parse(symbol, symbol.GetAttributes().Single(), compilation)!;
    }
}
