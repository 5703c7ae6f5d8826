using Compute.Framework.Generators.Emitting;
using Compute.Framework.Generators.Tests.Compliance;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Registry;

public sealed class RegistryTests
{
    private const string Main = "return 0;";

    private const string Second = """
        using Microsoft.Extensions.DependencyInjection;
        [assembly: Compute.Framework.Runtime.ProviderExport(typeof(Acme.AcmeProvider), typeof(AcmeProviderComputeBuilderExtensions), "AddAcmeProvider")]
        [assembly: Compute.Framework.Runtime.ProviderExport(typeof(Acme.AcmeProvider), typeof(AcmeProviderComputeBuilderExtensions), "Missing")]
        [assembly: Compute.Framework.Runtime.ProviderExport(typeof(Acme.AcmeProvider), typeof(AcmeProviderComputeBuilderExtensions), "NeedsMore")]
        [assembly: Compute.Framework.Runtime.ProviderExport(typeof(Acme.AcmeProvider), typeof(Hidden), "AddHidden")]
        [assembly: Compute.Framework.Runtime.ProviderExport(null!, null!, null!)]
        namespace Acme { public sealed class AcmeProvider; }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class AcmeProviderComputeBuilderExtensions
            {
                public static ComputeBuilder AddAcmeProvider(this ComputeBuilder builder) => builder;
                public static ComputeBuilder NeedsMore(this ComputeBuilder builder, int more) => builder;
            }

            internal static class Hidden { internal static ComputeBuilder AddHidden(this ComputeBuilder builder) => builder; }
        }
        """;

    private static readonly Lazy<CSharpCompilation> s_second = new(() => GlueCompilation.Create("Acme", [Second]));

    [Fact]
    public void An_application_registers_the_providers_of_its_references_in_ordinal_order()
    {
        var compilation = Application([Main], GlueSources.Images[1], s_second.Value.ToImage());
        var result = GlueDriver.RunTwice(new ProviderRegistryGenerator(), compilation, out var output);

        var source = Assert.Single(result.GeneratedSources);
        Assert.Equal("ComputeProviderRegistry.g.cs", source.HintName);
        Assert.Equal(
            $$"""
            {{Text.Header}}

            namespace Microsoft.Extensions.DependencyInjection
            {
                /// <summary>The providers that this application references or declares, as they were when it was compiled.</summary>
                [global::System.CodeDom.Compiler.GeneratedCode("Compute.Framework.Generators", "0.1.0")]
                [global::Microsoft.CodeAnalysis.Embedded]
                internal static class ComputeProviderRegistry
                {
                    /// <summary>Adds all providers that this application references or declares.</summary>
                    /// <remarks>
                    /// Each is there under its name, as a keyed <see cref="global::Compute.Framework.ISandboxProvider"/>. The plain service is, in
                    /// the order below, the first provider that has required settings and finds all of them in configuration or environment;
                    /// else the first that requires none; else the first. It is chosen when it is first asked for.
                    /// </remarks>
                    /// <param name="builder">The builder.</param>
                    public static global::Microsoft.Extensions.DependencyInjection.ComputeBuilder AddAllProviders(this global::Microsoft.Extensions.DependencyInjection.ComputeBuilder builder)
                    {
                        global::System.ArgumentNullException.ThrowIfNull(builder);
                        global::Microsoft.Extensions.DependencyInjection.AcmeProviderComputeBuilderExtensions.AddAcmeProvider(builder);
                        global::Microsoft.Extensions.DependencyInjection.BareProviderComputeBuilderExtensions.AddBareProvider(builder);
                        global::Microsoft.Extensions.DependencyInjection.CloudProviderComputeBuilderExtensions.AddCloudProvider(builder);
                        return builder;
                    }
                }
            }

            namespace Microsoft.CodeAnalysis
            {
                internal sealed partial class EmbeddedAttribute : global::System.Attribute
                {
                }
            }

            """,
            source.SourceText.ToString());
        output.AssertClean();
    }

    [Fact]
    public void Projects_and_images_in_any_order_give_the_same_text()
    {
        var images = new GlueDriver(new ProviderRegistryGenerator()).Run(Application([Main], GlueSources.Images[1], s_second.Value.ToImage()));
        var projects = new GlueDriver(new ProviderRegistryGenerator()).Run(Application([Main], s_second.Value.ToMetadataReference(), GlueSources.Projects[1]));

        Assert.Single(images.GeneratedSources);
        Assert.Equal(GlueDriver.Texts(images), GlueDriver.Texts(projects));
    }

    [Fact]
    public void An_applications_own_providers_are_in_it_too()
    {
        const string Own = """
            using Compute.Framework; using Compute.Framework.Authoring;
            namespace App
            {
                [Provider("own")] internal sealed partial class OwnProvider { [CreateSandbox] private static Task<Vm> CreateAsync(CancellationToken cancellationToken) => null!; }
                internal partial class Outer { [Provider("inner")] internal sealed partial class InnerProvider { [CreateSandbox] private static Task<Vm> CreateAsync(CancellationToken cancellationToken) => null!; } }
                [Provider("broken")] internal sealed class BrokenProvider;
                internal sealed record Vm([property: SandboxId] string Id);
            }
            namespace Microsoft.Extensions.DependencyInjection
            {
                internal static class App_OwnProviderComputeBuilderExtensions { internal static ComputeBuilder AddOwnProvider(this ComputeBuilder builder) => builder; }
                internal static class App_Outer_InnerProviderComputeBuilderExtensions { internal static ComputeBuilder AddOuterInnerProvider(this ComputeBuilder builder) => builder; }
            }
            """;
        var result = GlueDriver.RunTwice(new ProviderRegistryGenerator(), Application([Main, Own], s_second.Value.ToImage()), out var output);

        var text = Assert.Single(result.GeneratedSources).SourceText.ToString();
        Assert.Equal(
            ["AcmeProvider", "OuterInnerProvider", "OwnProvider"],
            text.Split('\n').Where(line => line.EndsWith("(builder);", StringComparison.Ordinal) && line.Contains(".Add", StringComparison.Ordinal))
                .Select(line => line[(line.LastIndexOf(".Add", StringComparison.Ordinal) + 4)..^"(builder);".Length]));
        output.AssertClean();
    }

    [Fact]
    public void A_library_and_an_application_without_providers_get_none()
    {
        Assert.Empty(GlueDriver.RunTwice(new ProviderRegistryGenerator(), GlueCompilation.Create("Library", [], GlueSources.Images), out _).GeneratedSources);
        Assert.Empty(GlueDriver.RunTwice(new ProviderRegistryGenerator(), Application([Main]), out _).GeneratedSources);
    }

    [Fact]
    public void A_name_that_two_assemblies_have_is_left_out()
    {
        var twin = GlueCompilation.Create("Twin", [Second]);
        var result = GlueDriver.RunTwice(new ProviderRegistryGenerator(), Application([Main], GlueSources.Images[1], s_second.Value.ToImage(), twin.ToImage()), out var output);

        Assert.DoesNotContain("Acme", Assert.Single(result.GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
        output.AssertClean();
    }

    [Fact]
    public void An_assembly_under_an_alias_is_called_through_it()
    {
        var alias = s_second.Value.ToImage().WithAliases(["acme"]);
        var result = GlueDriver.RunTwice(new ProviderRegistryGenerator(), Application([Main], alias), out var output);

        var text = Assert.Single(result.GeneratedSources).SourceText.ToString();
        Assert.Contains("\nextern alias acme;\n", text, StringComparison.Ordinal);
        Assert.Contains(" acme::Microsoft.Extensions.DependencyInjection.AcmeProviderComputeBuilderExtensions.AddAcmeProvider(builder);", text, StringComparison.Ordinal);
        output.AssertClean();
    }

    [Theory]
    [InlineData("global", "twin")]
    [InlineData("acme", "twin")]
    [InlineData("acme", "global")]
    public void Two_assemblies_with_one_name_are_both_called_where_an_alias_tells_them_apart(string first, string second)
    {
        var twin = GlueCompilation.Create("Twin", [Second]);
        var application = Application([Main], s_second.Value.ToImage().WithAliases([first]), twin.ToImage().WithAliases([second]));
        var result = GlueDriver.RunTwice(new ProviderRegistryGenerator(), application, out var output);

        var text = Assert.Single(result.GeneratedSources).SourceText.ToString();
        Assert.Equal(2, text.Split(".AddAcmeProvider(builder);").Length - 1);
        output.AssertClean();
    }

    /// <summary>The method is there all the same, and an analyzer says at the call what it leaves out.</summary>
    [Fact]
    public void Two_assemblies_with_one_name_and_nothing_else_give_an_empty_registry()
    {
        var result = GlueDriver.RunTwice(new ProviderRegistryGenerator(), Application([Main], s_second.Value.ToImage(), GlueCompilation.Create("Twin", [Second]).ToImage()), out var output);

        Assert.Contains("AddAllProviders(", Assert.Single(result.GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
        output.AssertClean();
    }

    private static readonly string[] Vendors = ["First", "Second"];

    /// <summary>Two vendors' providers of one class name, and one of the application's own: by the generator that writes their registrations.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Providers_of_one_class_name_are_all_registered(bool asImages)
    {
        var libraries = Vendors.Select(name => WithGeneratedHalf(GlueCompilation.Create(name, [ProviderOf(name)])));
        var references = libraries.Select(library => asImages ? library.ToImage() : library.ToMetadataReference()).ToArray();
        var application = WithGeneratedHalf(Application([Main, ProviderOf("App")], references));
        var result = GlueDriver.RunTwice(new ProviderRegistryGenerator(), application, out var output);

        var text = Assert.Single(result.GeneratedSources).SourceText.ToString();
        Assert.All(["First", "Second", "App"], name => Assert.Contains($"global::Microsoft.Extensions.DependencyInjection.{name}_CloudProviderComputeBuilderExtensions.AddCloudProvider(builder);", text, StringComparison.Ordinal));
        output.AssertClean();
    }

    [Fact]
    public void A_project_that_sees_the_internals_of_an_application_still_calls_its_own()
    {
        var driver = new GlueDriver(new ProviderRegistryGenerator());
        driver.Run(Application(["[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"AppTests\")] public class Program { public static void Main() { } }"], s_second.Value.ToImage()));
        var application = ((CSharpCompilation)driver.Output).WithAssemblyName("App");
        var tests = GlueCompilation.Create("AppTests", ["using Microsoft.Extensions.DependencyInjection; public class Tests { public static void Main() => new ServiceCollection().AddCompute().AddAllProviders(); }"], application.ToImage(), s_second.Value.ToImage());
        var result = GlueDriver.RunTwice(new ProviderRegistryGenerator(), AsApplication(tests), out var output);

        Assert.Single(result.GeneratedSources);
        output.AssertClean();
    }

    [Fact]
    public void The_models_are_values()
    {
        var result = new GlueDriver(new ProviderRegistryGenerator()).Run(Application([Main], GlueSources.Images[1]));

        foreach (var name in ProviderRegistryGenerator.Steps.All)
        {
            Assert.All(result.TrackedSteps[name].SelectMany(step => step.Outputs), output => ModelWalker.AssertPlain(output.Value));
        }
    }

    private static string ProviderOf(string space) => PlainProvider.Source
        .Replace("namespace Plain;", $"namespace {space};", StringComparison.Ordinal)
        .Replace("PlainProvider", "CloudProvider", StringComparison.Ordinal)
        .Replace("\"plain\"", $"\"of-{space.Length}\"", StringComparison.Ordinal);

    private static CSharpCompilation WithGeneratedHalf(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create([new ProviderGenerator().AsSourceGenerator()], parseOptions: GlueCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        return (CSharpCompilation)output;
    }

    private static CSharpCompilation Application(string[] sources, params MetadataReference[] references) =>
        AsApplication(GlueCompilation.Create("App", sources, references));

    private static CSharpCompilation AsApplication(CSharpCompilation compilation) =>
        compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
}
