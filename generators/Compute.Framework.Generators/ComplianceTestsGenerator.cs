using Compute.Framework.Generators.Caching;
using Compute.Framework.Generators.Emitting;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators;

/// <summary>Writes xUnit v3 tests for each class with <c>[ComplianceTests(typeof(P))]</c>: one a compliance case.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ComplianceTestsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ComplianceTypes.TestsAttribute,
                static (_, _) => true,
                static (context, token) => ModelCaches.ComplianceClasses.Parse(context, token)?.Body)
            .Where(static body => body is not null)
            .Select(static (body, _) => body!)
            .WithTrackingName(Steps.Classes);
        var cases = context.CompilationProvider
            .Select(new CompilationCache<EquatableArray<ComplianceCaseModel>>(ComplianceCaseParser.Parse).Parse)
            .WithTrackingName(Steps.Cases);
        var clashes = classes.Select(static (body, _) => body.Type).Collect()
            .Select(static (types, _) => NameClashes.Find([], types))
            .WithTrackingName(Steps.NameClashes);

        context.RegisterSourceOutput(classes.Combine(cases).Combine(clashes).WithTrackingName(Steps.Output), static (output, source) =>
        {
            var ((body, cases), clashes) = source;
            if (cases.Count > 0)
            {
                output.AddSource(clashes.HintName(body.Type), ComplianceEmitter.Emit(body, cases));
            }
        });
    }

    /// <summary>Names of the steps, for the tests of caching.</summary>
    internal static class Steps
    {
        public const string Classes = "ComplianceClasses";
        public const string Cases = "ComplianceCases";
        public const string NameClashes = "ComplianceNameClashes";
        public const string Output = "ComplianceOutput";

        public static readonly IReadOnlyList<string> All = [Classes, Cases, NameClashes, Output];
    }
}
