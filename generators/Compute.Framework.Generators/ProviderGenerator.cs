using Compute.Framework.Generators.Caching;
using Compute.Framework.Generators.Emitting;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators;

/// <summary>Writes the rest of each class with <c>[Provider]</c> and of each record with <c>[ProviderSettings]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProviderGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var providers = context.SyntaxProvider
            .ForAttributeWithMetadataName(ProviderParser.AttributeName, static (_, _) => true, ModelCaches.Providers.Parse)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(Steps.Providers);
        var options = context.SyntaxProvider
            .ForAttributeWithMetadataName(OptionsParser.AttributeName, static (_, _) => true, ModelCaches.Options.Parse)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(Steps.Options);
        var clashes = providers.Select(static (model, _) => model.Type).Collect()
            .Combine(options.Select(static (model, _) => model.Type).Collect())
            .Select(static (types, _) => NameClashes.Find(types.Left, types.Right))
            .WithTrackingName(Steps.NameClashes);

        context.RegisterSourceOutput(providers.Combine(clashes).WithTrackingName(Steps.NamedProviders), static (output, source) =>
        {
            var (model, clashes) = source;
            if (model.Body is not null)
            {
                output.AddSource(clashes.HintName(model.Type), ProviderEmitter.Emit(model.Type, model.Body));
            }
        });
        context.RegisterSourceOutput(options.Combine(clashes).WithTrackingName(Steps.NamedOptions), static (output, source) =>
        {
            var (model, clashes) = source;
            if (model.CanBeExtended)
            {
                output.AddSource(clashes.HintName(model.Type), OptionsEmitter.Emit(model));
            }
        });
    }

    /// <summary>Names of the steps, for the tests of caching.</summary>
    internal static class Steps
    {
        public const string Providers = nameof(Providers);
        public const string Options = nameof(Options);
        public const string NameClashes = nameof(NameClashes);
        public const string NamedProviders = nameof(NamedProviders);
        public const string NamedOptions = nameof(NamedOptions);

        public static readonly IReadOnlyList<string> All = [Providers, Options, NameClashes, NamedProviders, NamedOptions];
    }
}
