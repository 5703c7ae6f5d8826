using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The analyzers of the assembly, as the compiler would find them.</summary>
internal static class AllRules
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [.. All().Where(analyzer => analyzer is not DiagnosticSuppressor)];

    public static ImmutableArray<DiagnosticSuppressor> Suppressors { get; } = [.. All().OfType<DiagnosticSuppressor>()];

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static DiagnosticAnalyzer AnalyzerOf(string id) => Analyzers.Single(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == id));

    private static IEnumerable<DiagnosticAnalyzer> All() => typeof(ProblemAnalyzer).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
}
