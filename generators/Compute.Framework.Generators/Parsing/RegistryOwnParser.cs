using System.Collections.Immutable;
using Compute.Framework.Generators.Caching;
using Compute.Framework.Generators.Emitting;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Specifies how the providers of an application itself are registered: as the provider generator will write it.</summary>
internal static class RegistryOwnParser
{
    public static RegistryOwnProvider? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) =>
        RegistryParser.IsApplication(context.SemanticModel.Compilation)
            && ModelCaches.Providers.Parse(context, cancellationToken) is { } model
            ? new(model.Type, IsWritten: model.Body is { } body && RegistrationEmitter.IsListed(body))
            : null;

    public static EquatableArray<RegistryEntry> Entries(ImmutableArray<RegistryOwnProvider> providers)
    {
        var entries = new List<RegistryEntry>();
        foreach (var provider in providers)
        {
            if (provider.IsWritten)
            {
                entries.Add(new(
                    $"global::{RegistryParser.Namespace}.{Names.Escape(RegistrationEmitter.TypeOf(provider.Type))}",
                    RegistrationEmitter.MethodOf(provider.Type)));
            }
        }

        return new([.. entries]);
    }
}
