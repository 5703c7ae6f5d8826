using Compute.Framework.Testing;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(QuickStart.Tests.PassThroughLast))]

namespace QuickStart.Tests;

/// <summary>Runs when both suites have run.</summary>
[Collection(typeof(PassThroughLast))]
public sealed class PassThroughTests
{
    [Fact]
    public async Task Each_case_ends_through_a_wrapper_as_it_ends_without_one()
    {
        var itself = await OutcomesAsync(typeof(ProcessCompliance.__cfwFixture));
        var wrapped = await OutcomesAsync(typeof(PassThroughCompliance.__cfwFixture));
        if (itself.Count == 0 || wrapped.Count == 0)
        {
            Assert.Skip("Only when both suites run.");
        }

        Assert.Equal(itself, wrapped);
    }

    private static async Task<SortedDictionary<string, CaseStatus>> OutcomesAsync(Type fixture) =>
        new(((ComplianceFixture)(await TestContext.Current.GetFixture(fixture))!).Report.Cases.ToDictionary(item => item.CaseId, item => item.Outcome.Status), StringComparer.Ordinal);
}

/// <summary>What compares suites runs after them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class PassThroughLast : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderBy(
                collection => collection.TestCollectionDisplayName.Contains(nameof(PassThroughLast), StringComparison.Ordinal))
        ];
}
