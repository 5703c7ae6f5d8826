using Compute.Framework.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the in-memory provider with its script.</summary>
public static class InMemoryComputeBuilderExtensions
{
    /// <summary>Adds the provider 'in-memory' and what its commands do.</summary>
    /// <remarks>The overload without a script takes a <see cref="CommandScript"/> that the application registers as a service.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="commands">What commands do.</param>
    public static ComputeBuilder AddInMemoryProvider(this ComputeBuilder builder, CommandScript commands)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(commands);
        builder.Services.AddSingleton(commands);
        return builder.AddInMemoryProvider();
    }
}
