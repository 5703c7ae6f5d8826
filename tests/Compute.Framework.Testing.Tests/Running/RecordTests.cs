using Compute.Tests.Shared;

namespace Compute.Framework.Testing.Tests;

/// <summary>The package's records are compared by what their collections hold.</summary>
public sealed class RecordTests
{
    [Fact]
    public void Collections_of_records_are_compared_by_content()
    {
        var collections = RecordContent.Collections(typeof(ComplianceReport).Assembly);

        Assert.Contains(collections, property => property.Name == nameof(ComplianceReport.Unproven));
        Assert.Contains(collections, property => property.Name == nameof(InMemorySandbox.Labels));
        Assert.All(collections, property => Assert.Null(RecordContent.Problem(property)));
    }
}
