using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Tells how the provider generator will register a provider of the same project.</summary>
internal static class RegistryOwnParser
{
    public static RegistryEntry? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not INamedTypeSymbol provider
            || !RegistryParser.IsApplication(context.SemanticModel.Compilation)
            || ComplianceClassShape.Declarations(provider, [], cancellationToken) is null)
        {
            return null;
        }

        var joined = provider.Name;
        for (var container = provider.ContainingType; container is not null; container = container.ContainingType)
        {
            joined = container.Name + joined;
        }

        return new($"global::Microsoft.Extensions.DependencyInjection.{joined}ComputeBuilderExtensions", $"Add{joined}");
    }
}
