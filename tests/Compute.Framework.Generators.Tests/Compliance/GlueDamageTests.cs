using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests.Compliance;

public sealed class GlueDamageTests
{
    private const string Source = """
        using Compute.Framework; using Compute.Framework.Authoring;
        using Compute.Framework.Testing;
        namespace Mine.Deep
        {
            [ProviderSettings] public sealed partial record OwnOptions { public string? Key { get; init; } }
            [Provider("own", DisplayName = "Own")] public sealed partial class OwnProvider(OwnOptions options, TimeProvider time) { public object Fields => (options, time); }
            public partial class Outer
            {
                [ComplianceTests(typeof(OwnProvider))]
                public sealed partial class OwnCompliance
                {
                    private static async Task<ISandboxProvider> CreateProvider() { await Task.Yield(); return null!; }
                    private static ComplianceSettings Settings { get; } = new();
                }
            }
            [ComplianceTests(typeof(Vendor.CloudProvider))] public partial class CloudCompliance;
        }
        """;

    [Fact]
    public void Random_damage_never_breaks_a_generator()
    {
        var random = new Random(20_26);
        var names = new[] { "partial", "class", "typeof", "[", "]", "{", "}", "<", ">", "(", ")", ";", "static", "\"", "@", "record", ",", "#if", "/*", "file ", "Outer", "null" };
        var written = 0;
        for (var round = 0; round < 400; round++)
        {
            var text = Source;
            for (var cut = random.Next(1, 4); cut > 0; cut--)
            {
                var start = random.Next(text.Length);
                var length = Math.Min(random.Next(0, 30), text.Length - start);
                text = text.Remove(start, length).Insert(start, random.Next(2) == 0 ? "" : names[random.Next(names.Length)]);
            }

            var compilation = GlueSources.Tests(text);
            written += new GlueDriver(new ComplianceTestsGenerator()).Run(compilation).GeneratedSources.Length;
            written += new GlueDriver(new ProviderRegistryGenerator()).Run(compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication))).GeneratedSources.Length;
        }

        // The damage must leave something to do, or the test would show nothing.
        Assert.InRange(written, 500, 1199);
    }
}
