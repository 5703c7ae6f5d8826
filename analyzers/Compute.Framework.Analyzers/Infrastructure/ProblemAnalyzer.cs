using System.Collections.Immutable;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>Reports the problems of one rule that the parsers find: those for which the generator leaves something out.</summary>
/// <param name="rule">The rule.</param>
/// <param name="place">The token that is marked.</param>
public abstract class ProblemAnalyzer(DiagnosticDescriptor rule, ProblemPlace place = ProblemPlace.Name) : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [rule];

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (CompilationProblems.Of(start.Compilation) is { } problems)
            {
                start.RegisterSymbolAction(symbol => Report(symbol, problems), SymbolKind.NamedType);
            }
        });
    }

    private void Report(SymbolAnalysisContext context, CompilationProblems problems)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var problem in problems.Find(type))
        {
            if (problem.Id == SupportedDiagnostics[0].Id)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    SupportedDiagnostics[0],
                    ProblemLocation.Find(problem, place, type, context.Compilation, context.CancellationToken),
                    PropertiesOf(problem),
                    problem.Message));
            }
        }
    }

    private static ImmutableDictionary<string, string?> PropertiesOf(Problem problem)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        return problem.Proposal is null ? properties : properties.Add(DiagnosticProperties.Proposal, problem.Proposal);
    }
}
