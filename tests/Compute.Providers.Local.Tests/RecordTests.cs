using Compute.Tests.Shared;

namespace Compute.Providers.Local.Tests;

/// <summary>The package's records are compared by what their collections hold.</summary>
public sealed class RecordTests
{
    [Fact]
    public void Collections_of_records_are_compared_by_content()
    {
        var collections = RecordContent.Collections(typeof(LocalProvider).Assembly);

        Assert.Contains(collections, property => property.Name == nameof(LocalSandbox.Labels));
        Assert.Contains(collections, property => property.Name == nameof(LocalSandbox.Ports));
        Assert.All(collections, property => Assert.Null(RecordContent.Problem(property)));
    }
}
