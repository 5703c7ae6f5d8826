using System.Reflection;
using Compute.Framework.Authoring;
using Microsoft.Extensions.DependencyInjection;

namespace Compute.Framework.Generators.Tests.Registry;

public sealed class RegistryExecutedTests
{
    /// <summary>This test project is an application with providers of its own: the generator ran on it when it was compiled.</summary>
    [Fact]
    public void Every_provider_of_this_project_and_of_its_references_is_registered_under_its_name()
    {
        var services = new ServiceCollection();
        services.AddCompute().AddAllProviders();
        using var provider = services.BuildServiceProvider();

        var declared = typeof(RegistryExecutedTests).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<ProviderAttribute>()?.Name)
            .OfType<string>()
            .Append("in-memory")
            .Order(StringComparer.Ordinal);
        Assert.Equal(declared, provider.GetServices<RegisteredProvider>().Select(registered => registered.Name).Order(StringComparer.Ordinal));
    }
}
