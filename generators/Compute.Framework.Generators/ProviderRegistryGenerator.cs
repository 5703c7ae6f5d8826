using Compute.Framework.Generators.Emitting;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators;

/// <summary>Writes <c>AddAllProviders()</c> in an application: a registry of providers, made by the compiler.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProviderRegistryGenerator : IIncrementalGenerator
{
    internal const string OwnStep = "RegistryOwn";
    internal const string FactsStep = "RegistryFacts";
    internal const string EntriesStep = "RegistryEntries";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var own = context.SyntaxProvider
            .ForAttributeWithMetadataName(ComplianceTypes.ProviderAttribute, static (_, _) => true, RegistryOwnParser.Parse)
            .WithTrackingName(OwnStep)
            .Where(static entry => entry is not null)
            .Collect();
        var facts = context.CompilationProvider
            .Select(RegistryParser.Parse)
            .WithTrackingName(FactsStep);
        var entries = facts.Combine(own)
            .Select(static (pair, _) => (Entries: RegistryEmitter.Merge(pair.Left.Referenced, pair.Right), pair.Left.IsApplication, pair.Left.DeclaresEmbedded))
            .WithTrackingName(EntriesStep);
        context.RegisterSourceOutput(entries, static (context, found) =>
        {
            if (found is { IsApplication: true, Entries.Count: > 0 })
            {
                context.AddSource(RegistryEmitter.HintName, RegistryEmitter.Emit(found.Entries, found.DeclaresEmbedded));
            }
        });
    }
}
