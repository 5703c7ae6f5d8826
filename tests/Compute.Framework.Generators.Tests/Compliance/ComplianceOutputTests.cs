using Compute.Framework.Generators.Emitting;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests.Compliance;

public sealed class ComplianceOutputTests
{
    private const string Class = """
        using Compute.Framework.Testing;
        namespace Mine;

        [ComplianceTests(typeof(Vendor.CloudProvider))]
        public partial class CloudCompliance;
        """;

    /// <summary>What is marked, and the pragma with which the author uses it: generated text does as the author does.</summary>
    public static TheoryData<string, string> Marked => new()
    {
        { "[System.Diagnostics.CodeAnalysis.Experimental(\"NEW1\")] ", "NEW1" },
        { "[Obsolete(\"Going.\", DiagnosticId = \"GOING1\")] ", "GOING1" },
        { "[Obsolete(\"Going.\")] ", "CS0618" },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void Providers_and_settings_may_be_marked(string mark, string id)
    {
        var own = $$"""
            #pragma warning disable {{id}}
            using Compute.Framework; using Compute.Framework.Authoring;
            using Compute.Framework.Testing;
            namespace Mine;

            {{mark}}[ProviderSettings]
            public sealed record NewOptions : Compute.Framework.Runtime.IProviderSettings<NewOptions>
            {
                static ProviderSettingsSchema Compute.Framework.Runtime.IProviderSettings<NewOptions>.Schema => throw new NotSupportedException();
                static NewOptions Compute.Framework.Runtime.IProviderSettings<NewOptions>.Bind(Compute.Framework.Runtime.SettingsReader reader) => new();
                static void Compute.Framework.Runtime.IProviderSettings<NewOptions>.Validate(NewOptions options, Compute.Framework.Runtime.SettingsValidator validator) { }
            }

            {{mark}}[Provider("new"), Compute.Framework.Runtime.ProviderManifest("new", "New")]
            public sealed class NewProvider
            {
                public static ISandboxProvider Create(NewOptions options) => throw new NotSupportedException();
            }

            [ComplianceTests(typeof(NewProvider))]
            public partial class NewCompliance
            {
                {{mark}}private static ComplianceSettings Settings => new();
            }

            [ComplianceTests(typeof(NewProvider))]
            public partial class OtherCompliance
            {
                {{mark}}private static ISandboxProvider CreateProvider() => NewProvider.Create(new NewOptions());
            }
            """;

        GlueDriver.RunTwice(new ComplianceTestsGenerator(), GlueSources.Tests(own), out var output);

        output.AssertClean();
    }

    [Fact]
    public void A_class_gets_one_test_for_each_public_case_of_the_library()
    {
        var result = GlueDriver.RunTwice(new ComplianceTestsGenerator(), GlueSources.Tests(Class), out var output);

        var source = Assert.Single(result.GeneratedSources);
        Assert.Equal("Mine.CloudCompliance.g.cs", source.HintName);
        Assert.Equal(
            $$"""
            {{Text.Header}}

            [assembly: global::Xunit.AssemblyFixture(typeof(global::Mine.CloudCompliance.__cfwFixture))]

            namespace Mine
            {
                [global::System.CodeDom.Compiler.GeneratedCode("Compute.Framework.Generators", "0.1.0")]
                partial class CloudCompliance
                {
                    public sealed class Commands_exit : global::Xunit.IClassFixture<global::Mine.CloudCompliance.__cfwGroup>
                    {
                        [global::Xunit.Fact(DisplayName = "cloud: commands-exit/codes")]
                        public global::System.Threading.Tasks.Task commands_exit_codes() => __cfwRunAsync("commands-exit/codes", global::Compute.Framework.Testing.CommandCases.@lock);
                    }

                    public sealed class Commands : global::Xunit.IClassFixture<global::Mine.CloudCompliance.__cfwGroup>
                    {
                        [global::Xunit.Fact(DisplayName = "cloud: commands/exit-codes")]
                        public global::System.Threading.Tasks.Task commands_exit_codes_2() => __cfwRunAsync("commands/exit-codes", global::Compute.Framework.Testing.CommandCases.ExitCodes);
                    }

                    /// <summary>The cases that run while no other test does.</summary>
                    [global::Xunit.Collection(typeof(__cfwAlone))]
                    public sealed class Alone : global::Xunit.IClassFixture<global::Mine.CloudCompliance.__cfwGroup>
                    {
                        [global::Xunit.Fact(DisplayName = "cloud: lifecycle/20-at-once")]
                        public global::System.Threading.Tasks.Task lifecycle_20_at_once() => __cfwRunAsync("lifecycle/20-at-once", global::Compute.Framework.Testing.LifecycleCases.AtOnce);
                    }

                    [global::Xunit.CollectionDefinition(DisableParallelization = true)]
                    public sealed class __cfwAlone;

                    private static async global::System.Threading.Tasks.Task __cfwRunAsync(string __cfwCase, global::System.Func<global::Compute.Framework.Testing.ComplianceContext, global::System.Threading.Tasks.Task> __cfwRun)
                    {
                        var __cfwFixture = (global::Mine.CloudCompliance.__cfwFixture)(await global::Xunit.TestContext.Current.GetFixture(typeof(global::Mine.CloudCompliance.__cfwFixture)))!;
                        var __cfwOutcome = await __cfwFixture.RunAsync(__cfwCase, __cfwRun);
                        if (__cfwOutcome.SkipReason is { } __cfwReason)
                        {
                            global::Xunit.Assert.Skip(__cfwReason);
                        }

                        global::Xunit.Assert.True(__cfwOutcome.Status == global::Compute.Framework.Testing.CaseStatus.Passed, __cfwOutcome.Reason);
                    }

                    /// <summary>Makes the provider 'cloud' for the tests of the class, which share it.</summary>
                    public sealed class __cfwFixture : global::Compute.Framework.Testing.ComplianceFixture
                    {
                        protected override global::System.Threading.Tasks.ValueTask<global::Compute.Framework.ISandboxProvider> CreateProviderAsync() =>
                            global::System.Threading.Tasks.ValueTask.FromResult<global::Compute.Framework.ISandboxProvider>(global::Vendor.CloudProvider.Create(new global::Compute.Framework.Runtime.ProviderActivator("cloud").Options<global::Vendor.CloudOptions>(configure: null)));
                    }

                    /// <summary>Holds the provider as long as a group of cases runs.</summary>
                    public sealed class __cfwGroup(global::Mine.CloudCompliance.__cfwFixture __cfwSuite) : global::Compute.Framework.Testing.ComplianceGroup(__cfwSuite);
                }
            }

            """,
            source.SourceText.ToString());
        output.AssertClean();
    }

    [Theory]
    [MemberData(nameof(ValidClasses))]
    public void What_is_written_compiles_without_a_warning(string source, string expected)
    {
        var result = GlueDriver.RunTwice(new ComplianceTestsGenerator(), GlueSources.Tests(source), out var output);

        Assert.Contains(expected, Assert.Single(result.GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
        output.AssertClean();
    }

    public static TheoryData<string, string> ValidClasses() => new()
    {
        { With("BareProvider", "public partial class BareCompliance;"), "(global::Vendor.BareProvider.Create())" },
        { With("BareProvider", "public partial class BareProviderComplianceTests;"), "\"bare: commands/exit-codes\"" },
        { With("HiddenProvider", "public partial class HiddenTests;"), "(global::Vendor.HiddenProvider.Create())" },
        { With("HiddenProvider", "internal partial class HiddenTests;"), "\"hidden: commands/exit-codes\"" },
        { With("CloudProvider", "public sealed partial record OtherTests;"), "\"cloud (OtherTests): commands/exit-codes\"" },
        { With("CloudProvider", "public partial class T { private static Compute.Framework.ISandboxProvider CreateProvider() => null!; }"), "<global::Compute.Framework.ISandboxProvider>(global::T.CreateProvider());" },
        { With("CloudProvider", "public partial class T { static async Task<Compute.Framework.ISandboxProvider> CreateProvider() { await Task.Yield(); return null!; } }"), "=> await global::T.CreateProvider();" },
        { With("NeedyProvider", "public partial class T { static ValueTask<Compute.Framework.ISandboxProvider<Compute.Framework.ISandbox>> CreateProvider() => default; }"), "=> await global::T.CreateProvider();" },
        { With("HandmadeProvider", "public partial class T { private static Vendor.HandmadeProvider CreateProvider() => null!; }"), "\"HandmadeProvider (T): commands/exit-codes\"" },
        { With("CloudProvider", "public partial class T { private static ComplianceSettings Settings { get; } = new(); }"), "Settings => __cfwSettings ??= global::T.Settings;" },
        { With("CloudProvider", "public partial class T { private static readonly ComplianceSettings Settings = new(); }"), "Settings => __cfwSettings ??= global::T.Settings;" },
        { With("CloudProvider", "public partial class T : Base; public class Base { protected static ComplianceSettings Settings => new(); protected static Compute.Framework.ISandboxProvider CreateProvider() => null!; }"), "global::T.CreateProvider()" },
        { With("CloudProvider", "public partial class T(Xunit.ITestOutputHelper output) { public object Output => output; public void commands_exit_codes() { } }"), "Task commands_exit_codes_2()" },
        { With("CloudProvider", "public partial class @class { }", "public partial record struct @event { ", "}"), "partial record struct @event" },
        { With("CloudProvider", "public partial class T;", "namespace @namespace.Deep { public partial class Outer { public partial interface Inner { ", "} } }"), "namespace @namespace.Deep" },
        { With("CloudProvider", "public partial class T { public class System; public class Task; public class Xunit; public class Compute; }"), "partial class T" },
    };

    [Fact]
    public void A_provider_of_the_same_project_is_made_from_what_its_constructor_takes()
    {
        var compilation = GlueSources.Tests(
            """
            using Compute.Framework; using Compute.Framework.Authoring;
            using Compute.Framework.Testing;
            [ProviderSettings] public sealed partial record OwnOptions;
            [Provider("own")] public sealed partial class OwnProvider(OwnOptions options, System.Net.Http.HttpClient http) { public object Fields => (options, http); }
            [ComplianceTests(typeof(OwnProvider))] public partial class OwnCompliance;
            [ComplianceTests(typeof(OwnProvider))] public partial class MadeCompliance { private static OwnProvider CreateProvider() => null!; }
            """);
        var result = GlueDriver.RunTwice(new ComplianceTestsGenerator(), compilation, out var output);

        Assert.Equal(["MadeCompliance.g.cs", "OwnCompliance.g.cs"], result.GeneratedSources.Select(source => source.HintName).Order());
        Assert.Contains(result.GeneratedSources, source => source.SourceText.ToString().Contains("global::OwnProvider.Create(new global::Compute.Framework.Runtime.ProviderActivator(\"own\").Options<global::OwnOptions>(configure: null))", StringComparison.Ordinal));
        output.AddSyntaxTrees(GlueCompilation.Parse(
            """
            partial record OwnOptions : Compute.Framework.Runtime.IProviderSettings<OwnOptions>
            {
                public static Compute.Framework.ProviderSettingsSchema Schema => null!;
                public static OwnOptions Bind(Compute.Framework.Runtime.SettingsReader reader) => new();
                public static void Validate(OwnOptions options, Compute.Framework.Runtime.SettingsValidator validator) { }
            }
            partial class OwnProvider { public static Compute.Framework.ISandboxProvider Create(OwnOptions options) => null!; }
            partial class OwnProvider : Compute.Framework.ISandboxProvider
            {
                Compute.Framework.ProviderInfo Compute.Framework.ISandboxProvider.Info => null!;
                Task<Compute.Framework.ProviderAvailability> Compute.Framework.ISandboxProvider.CheckAvailabilityAsync(CancellationToken c) => null!;
                Task<Compute.Framework.ISandbox> Compute.Framework.ISandboxProvider.CreateAsync(Compute.Framework.CreateSandboxOptions? o, CancellationToken c) => null!;
                Task<Compute.Framework.ISandbox?> Compute.Framework.ISandboxProvider.GetAsync(string i, CancellationToken c) => null!;
                IAsyncEnumerable<Compute.Framework.SandboxInfo> Compute.Framework.ISandboxProvider.ListAsync(Compute.Framework.SandboxFilter? f, CancellationToken c) => null!;
                Task Compute.Framework.ISandboxProvider.DestroyAsync(string i, CancellationToken c) => null!;
                ValueTask IAsyncDisposable.DisposeAsync() => default;
            }
            """)).AssertClean();
    }

    [Fact]
    public void Names_that_differ_by_case_only_get_files_of_their_own()
    {
        var result = GlueDriver.RunTwice(
            new ComplianceTestsGenerator(),
            GlueSources.Tests(With("BareProvider", "public partial class Same;"), With("BareProvider", "public partial class same;", "namespace Upper { ", "}"), With("BareProvider", "public partial class SAME;"), With("BareProvider", "public partial class Same;", "namespace upper { ", "}")),
            out _);

        Assert.Equal(4, result.GeneratedSources.Select(source => source.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static string With(string provider, string declaration, string open = "", string close = "") =>
        $"using Compute.Framework.Testing; {open}[ComplianceTests(typeof(Vendor.{provider}))] {declaration}{close}";
}
