using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Compliance;

/// <summary>A small library of cases, and providers as their own compilation leaves them.</summary>
internal static class GlueSources
{
    /// <summary>The shape of Compute.Framework.Testing with three cases, one of them hard to name.</summary>
    public const string Testing = """
        namespace Compute.Framework.Testing;

        [AttributeUsage(AttributeTargets.Class, Inherited = false)]
        public sealed class ComplianceTestsAttribute(Type providerType) : Attribute { public Type ProviderType { get; } = providerType; }

        [AttributeUsage(AttributeTargets.Method, Inherited = false)]
        public sealed class ComplianceCaseAttribute(string id) : Attribute { public string Id { get; } = id; public bool Alone { get; init; } }

        public sealed class ComplianceContext;
        public sealed record ComplianceSettings;
        public enum CaseStatus { Passed, NotApplicable, NotHere, Skipped, Failed }
        public sealed record CaseOutcome(CaseStatus Status, string? Reason = null) { public string? SkipReason => Reason; }

        public abstract class ComplianceFixture : IAsyncDisposable
        {
            public virtual ComplianceSettings Settings { get; } = new();
            protected abstract ValueTask<ISandboxProvider> CreateProviderAsync();
            public async Task<CaseOutcome> RunAsync(string caseId, Func<ComplianceContext, Task> run)
            {
                await run(new ComplianceContext());
                return new CaseOutcome(CaseStatus.Passed);
            }
            public ValueTask DisposeAsync() => default;
        }

        public abstract class ComplianceGroup : IAsyncDisposable
        {
            protected ComplianceGroup(ComplianceFixture suite) => _ = suite;
            public ValueTask DisposeAsync() => default;
        }

        public static class LifecycleCases
        {
            [ComplianceCase("lifecycle/20-at-once", Alone = true)] public static Task AtOnce(ComplianceContext context) => Task.CompletedTask;
        }

        public static class CommandCases
        {
            [ComplianceCase("commands/exit-codes")] public static Task ExitCodes(ComplianceContext context) => Task.CompletedTask;
            [ComplianceCase("commands-exit/codes")] public static Task @lock(ComplianceContext context) => Task.CompletedTask;

            [ComplianceCase("internal/hidden")] internal static Task Hidden(ComplianceContext context) => Task.CompletedTask;
            [ComplianceCase("wrong/shape")] public static void Wrong() { }
            [ComplianceCase(null!)] public static Task Nameless(ComplianceContext context) => Task.CompletedTask;
            public static Task NoCase(ComplianceContext context) => Task.CompletedTask;
        }

        internal static class HiddenCases
        {
            [ComplianceCase("hidden/class")] public static Task Hidden(ComplianceContext context) => Task.CompletedTask;
        }
        """;

    /// <summary>The generated half of a provider, as far as other projects see it, over a private half that they must not need.</summary>
    public const string Providers = """
        using Compute.Framework; using Compute.Framework.Authoring;
        using Compute.Framework.Runtime;
        using Microsoft.Extensions.DependencyInjection;

        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Tests")]
        [assembly: ProviderExport(typeof(Vendor.CloudProvider), typeof(CloudProviderComputeBuilderExtensions), "AddCloudProvider")]
        [assembly: ProviderExport(typeof(Vendor.BareProvider), typeof(BareProviderComputeBuilderExtensions), "AddBareProvider")]

        namespace Vendor
        {
            [ProviderSettings]
            public sealed record CloudOptions : IProviderSettings<CloudOptions>
            {
                static ProviderSettingsSchema IProviderSettings<CloudOptions>.Schema => throw new NotSupportedException();
                static CloudOptions IProviderSettings<CloudOptions>.Bind(SettingsReader reader) => new();
                static void IProviderSettings<CloudOptions>.Validate(CloudOptions options, SettingsValidator validator) { }
            }

            [Provider("cloud"), ProviderManifest("cloud", "Cloud")]
            public sealed class CloudProvider
            {
                private CloudProvider(string secretOfTheAuthor) => _ = secretOfTheAuthor;
                private static ISandboxProvider Create(string secretOfTheAuthor, int port) => throw new NotSupportedException();
                public static ISandboxProvider Create(CloudOptions options, System.Net.Http.HttpClient? http = null) => throw new NotSupportedException();
            }

            [Provider("bare"), ProviderManifest("bare", "Bare")]
            public sealed class BareProvider
            {
                public static ISandboxProvider Create(TimeProvider? timeProvider = null) => throw new NotSupportedException();
            }

            [Provider("hidden"), ProviderManifest("hidden", "Hidden")]
            internal sealed class HiddenProvider
            {
                internal static ISandboxProvider Create() => throw new NotSupportedException();
            }

            [Provider("needy"), ProviderManifest("needy", "Needy")]
            public sealed class NeedyProvider
            {
                public static ISandboxProvider Create(CloudOptions options, IServiceProvider services) => throw new NotSupportedException();
            }

            public abstract class HandmadeProvider : ISandboxProvider
            {
                public abstract ProviderInfo Info { get; }
                public abstract Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default);
                public abstract Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default);
                public abstract Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default);
                public abstract IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default);
                public abstract Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default);
                public abstract ValueTask DisposeAsync();
            }

            [Provider("unfinished")]
            public sealed class UnfinishedProvider;
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class CloudProviderComputeBuilderExtensions
            {
                public static ComputeBuilder AddCloudProvider(this ComputeBuilder builder, Func<Vendor.CloudOptions, Vendor.CloudOptions>? configure = null) => builder;
            }

            public static class BareProviderComputeBuilderExtensions
            {
                public static ComputeBuilder AddBareProvider(this ComputeBuilder builder) => builder;
            }
        }
        """;

    private static readonly Lazy<CSharpCompilation> s_testing = new(() => GlueCompilation.Create("Compute.Framework.Testing", [Testing]));
    private static readonly Lazy<CSharpCompilation> s_providers = new(() => GlueCompilation.Create("Vendor", [Providers]));
    private static readonly Lazy<MetadataReference[]> s_images = new(() => [s_testing.Value.ToImage(), s_providers.Value.ToImage()]);

    public static MetadataReference[] Images => s_images.Value;

    public static MetadataReference[] Projects => [s_testing.Value.ToMetadataReference(), s_providers.Value.ToMetadataReference()];

    public static CSharpCompilation Tests(params string[] sources) => GlueCompilation.Create("Tests", sources, Images);
}
