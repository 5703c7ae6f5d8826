using System.Collections.Immutable;
using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers.Tests.Suppressors;

/// <summary>What others report about symbols by name is taken back exactly where the compiler's part makes it wrong.</summary>
public sealed class SuppressorTests
{
    [Theory]
    [InlineData("IDE0051", "RunAsync", true)]
    [InlineData("IDE0051", "SendAsync", false)]
    [InlineData("CA1811", "FindAsync", true)]
    [InlineData("CA1823", "Since", true)]
    [InlineData("CA1823", "LastExitCode", false)]
    [InlineData("IDE0051", "CreateProvider", true)]
    [InlineData("IDE0052", "Settings", true)]
    [InlineData("IDE0052", "Other", false)]
    [InlineData("CA1822", "DestroyAsync", true)]
    [InlineData("CA1822", "SendAsync", false)]
    [InlineData("CA1812", "PlainProvider", true)]
    [InlineData("CA1812", "PlainOptions", true)]
    [InlineData("CA1812", "Vm", true)]
    [InlineData("CA1812", "Extra", true)]
    [InlineData("CA1812", "PlainCompliance", true)]
    [InlineData("CA1812", "Make", true)]
    [InlineData("CA1812", "Unmade", false)]
    [InlineData("CA1812", "Helper", false)]
    [InlineData("IDE0060", "cancellationToken", true)]
    [InlineData("IDE0060", "vm", true)]
    [InlineData("IDE0060", "image", false)]
    [InlineData("CA1801", "path", false)]
    public async Task Report_is_suppressed(string rule, string name, bool isSuppressed)
    {
        var compilation = AuthorCompilation.Create([Author.WithTests(
            """
            [ComplianceTests(typeof(PlainProvider))]
            public partial class PlainCompliance
            {
                private static int Other => 1;
                private static ComplianceSettings Settings => new();
                private static ISandboxProvider CreateProvider() => throw new NotSupportedException();
            }

            internal sealed record Make(TimeSpan? Lifetime);
            internal sealed record Unmade(TimeSpan? Lifetime);
            internal sealed class Helper;
            """).Replace("Extra? extra, ", "Extra? extra, Make make, ", StringComparison.Ordinal)]);
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);

        var found = await compilation
            .WithAnalyzers([new ByName(rule, name), .. AllRules.Suppressors], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        var reported = found.Where(diagnostic => diagnostic.Id == rule).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ToList();
        Assert.NotEmpty(reported);
        Assert.All(IsOperationAmong(name) ? reported.Take(1) : reported, diagnostic => Assert.Equal(isSuppressed, diagnostic.IsSuppressed));
    }

    [Fact]
    public void Suppressions_are_named()
    {
        var suppressions = AllRules.Suppressors.SelectMany(suppressor => suppressor.SupportedSuppressions).ToList();

        Assert.NotEmpty(suppressions);
        Assert.All(suppressions, suppression => Assert.Matches("^CFWS[0-9]{4}$", suppression.Id));
        Assert.All(suppressions, suppression => Assert.NotEmpty(suppression.Justification.ToString(null)));
        Assert.Equal(suppressions.Count, suppressions.Select(suppression => suppression.SuppressedDiagnosticId).Distinct().Count());
    }

    /// <summary>Helpers have parameters of the same name as operations; the first in the source belongs to an operation.</summary>
    private static bool IsOperationAmong(string name) => name is "cancellationToken" or "vm";

#pragma warning disable RS1036, RS1038, RS1041 // It is in no package, and no compiler loads it.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class ByName(string rule, string name) : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new(rule, "Title", "Message", "Category", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSymbolAction(
                found =>
                {
                    if (found.Symbol.Name == name)
                    {
                        found.ReportDiagnostic(Diagnostic.Create(SupportedDiagnostics[0], found.Symbol.Locations[0]));
                    }
                },
                SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property, SymbolKind.Field, SymbolKind.Parameter);
        }
    }
}
