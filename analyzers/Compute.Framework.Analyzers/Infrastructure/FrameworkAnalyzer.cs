using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>An analyzer of one rule for projects that reference the framework; in others it does nothing.</summary>
/// <param name="rule">The rule.</param>
public abstract class FrameworkAnalyzer(DiagnosticDescriptor rule) : DiagnosticAnalyzer
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
            if (CompilationProblems.Of(start.Compilation) is not null)
            {
                Register(start);
            }
        });
    }

    /// <summary>Registers what the rule looks at.</summary>
    protected abstract void Register(CompilationStartAnalysisContext context);

    /// <summary>The rule's diagnostic.</summary>
    private protected Diagnostic At(Location location, params object?[] arguments) =>
        Diagnostic.Create(SupportedDiagnostics[0], location, arguments);
}
