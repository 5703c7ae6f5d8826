using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Compliance;

public sealed class ComplianceIncrementalityTests
{
    private static readonly string[] s_sources =
    [
        "using Compute.Framework.Testing; namespace A; [ComplianceTests(typeof(Vendor.CloudProvider))] public partial class CloudCompliance { private static ComplianceSettings Settings => new(); }",
        "using Compute.Framework.Testing; namespace B; [ComplianceTests(typeof(Vendor.BareProvider))] public partial class BareCompliance;",
        "namespace B; public partial class BareCompliance { public void Own() { } }",
    ];

    [Fact]
    public void A_referenced_project_and_its_image_give_the_same_text()
    {
        var image = new GlueDriver(new ComplianceTestsGenerator()).Run(GlueCompilation.Create("Tests", s_sources, GlueSources.Images));
        var project = new GlueDriver(new ComplianceTestsGenerator()).Run(GlueCompilation.Create("Tests", s_sources, GlueSources.Projects));

        Assert.Equal(2, image.GeneratedSources.Length);
        Assert.Equal(GlueDriver.Texts(image), GlueDriver.Texts(project));
    }

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        var forward = new GlueDriver(new ComplianceTestsGenerator()).Run(GlueSources.Tests(s_sources));
        var backward = new GlueDriver(new ComplianceTestsGenerator()).Run(GlueSources.Tests([.. s_sources.Reverse()]));

        Assert.Equal(GlueDriver.Texts(forward).Order(), GlueDriver.Texts(backward).Order());
    }

    [Fact]
    public void An_edit_inside_the_class_that_changes_no_name_changes_nothing()
    {
        var compilation = GlueSources.Tests(s_sources);
        var driver = new GlueDriver(new ComplianceTestsGenerator());
        driver.Run(compilation);
        var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[^1], GlueCompilation.Parse("namespace B; public partial class BareCompliance { public void Own() { Console.WriteLine(); } }", "Source2.cs"));

        GlueDriver.AssertCached(driver.Run(edited));
    }

    [Fact]
    public void A_new_case_in_the_library_is_a_new_test()
    {
        var driver = new GlueDriver(new ComplianceTestsGenerator());
        var before = driver.Run(GlueSources.Tests(s_sources));
        var grown = GlueCompilation.Create("Compute.Framework.Testing", [GlueSources.Testing, "namespace Compute.Framework.Testing.More; public static class NewCases { [ComplianceCase(\"new/case\")] public static Task Run(ComplianceContext context) => Task.CompletedTask; }"]);
        var after = driver.Run(GlueCompilation.Create("Tests", s_sources, [grown.ToImage(), GlueSources.Images[1]]));

        Assert.DoesNotContain(before.GeneratedSources, source => source.SourceText.ToString().Contains("new_case", StringComparison.Ordinal));
        Assert.All(after.GeneratedSources, source => Assert.Contains("new_case() => __cfwRunAsync(\"new/case\", global::Compute.Framework.Testing.More.NewCases.Run);", source.SourceText.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void No_step_holds_on_to_the_compilation()
    {
        var driver = new GlueDriver(new ComplianceTestsGenerator());
        var first = RunAndForget(driver);
        driver.Run(GlueSources.Tests("public class Other;"));
        for (var attempt = 0; attempt < 10 && first.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(first.IsAlive);
    }

    [Fact]
    public void The_models_are_values()
    {
        var result = new GlueDriver(new ComplianceTestsGenerator()).Run(GlueSources.Tests(s_sources));

        foreach (var name in ComplianceTestsGenerator.Steps.All)
        {
            Assert.All(result.TrackedSteps[name].SelectMany(step => step.Outputs), output => ModelWalker.AssertPlain(output.Value));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunAndForget(GlueDriver driver)
    {
        var compilation = GlueSources.Tests(s_sources);
        driver.Run(compilation);
        return new WeakReference(compilation);
    }
}
