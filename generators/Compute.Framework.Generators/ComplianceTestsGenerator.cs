using Compute.Framework.Generators.Emitting;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators;

/// <summary>Writes xUnit v3 tests for each class with <c>[ComplianceTests(typeof(P))]</c>: one a compliance case.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ComplianceTestsGenerator : IIncrementalGenerator
{
    internal const string ClassStep = "ComplianceClass";
    internal const string CasesStep = "ComplianceCases";
    internal const string OutputStep = "ComplianceOutput";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(ComplianceTypes.TestsAttribute, static (_, _) => true, Read)
            .WithTrackingName(ClassStep)
            .Where(static model => model is not null);
        var cases = context.CompilationProvider
            .Select(ComplianceCatalogueParser.Parse)
            .WithTrackingName(CasesStep);
        var output = classes.Combine(cases).WithTrackingName(OutputStep);
        context.RegisterSourceOutput(output, static (context, pair) =>
        {
            if (pair is ({ } model, { Count: > 0 } found))
            {
                context.AddSource(model.HintName, ComplianceEmitter.Emit(model, found));
            }
        });
    }

    private static ComplianceClassModel? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not INamedTypeSymbol testClass || !IsFirst(context, testClass, cancellationToken))
        {
            return null;
        }

        return ComplianceParser.Parse(testClass, context.SemanticModel.Compilation, cancellationToken).Model;
    }

    /// <summary>A wrong program may have the attribute on two parts of one class; only one of them counts.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext context, INamedTypeSymbol testClass, CancellationToken cancellationToken) =>
        ComplianceTypes.Find(testClass, ComplianceTypes.TestsAttribute)?.ApplicationSyntaxReference is { } first
        && first.SyntaxTree == context.TargetNode.SyntaxTree
        && context.TargetNode.Contains(first.GetSyntax(cancellationToken));
}
