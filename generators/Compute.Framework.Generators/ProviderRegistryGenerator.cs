using Compute.Framework.Generators.Caching;
using Compute.Framework.Generators.Emitting;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators;

/// <summary>Writes <c>AddAllProviders()</c> in an application: a registry of providers, made by the compiler.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProviderRegistryGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var own = context.SyntaxProvider
            .ForAttributeWithMetadataName(ProviderParser.AttributeName, static (_, _) => true, RegistryOwnParser.Parse)
            .Where(static provider => provider is not null)
            .Select(static (provider, _) => provider!)
            .Collect()
            .Select(static (providers, _) => RegistryOwnParser.Entries(providers))
            .WithTrackingName(Steps.Own);
        var facts = context.CompilationProvider
            .Select(new CompilationCache<RegistryFacts>(RegistryParser.Parse).Parse)
            .WithTrackingName(Steps.Facts);
        var entries = facts.Combine(own)
            .Select(
                static (pair, _) => (
                    Entries: RegistryEmitter.Merge(pair.Left.Referenced, pair.Right),
                    pair.Left.IsApplication,
                    pair.Left.DeclaresEmbedded,
                    pair.Left.HasExports))
            .WithTrackingName(Steps.Entries);
        context.RegisterSourceOutput(entries, static (context, found) =>
        {
            if (found is { IsApplication: true } and ({ Entries.Count: > 0 } or { HasExports: true }))
            {
                context.AddSource(RegistryEmitter.HintName, RegistryEmitter.Emit(found.Entries, found.DeclaresEmbedded));
            }
        });
    }

    /// <summary>Names of the steps, for the tests of caching.</summary>
    internal static class Steps
    {
        public const string Own = "RegistryOwn";
        public const string Facts = "RegistryFacts";
        public const string Entries = "RegistryEntries";

        public static readonly IReadOnlyList<string> All = [Own, Facts, Entries];
    }
}
