using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

public sealed class OwnerTests
{
    [Fact]
    public void An_owner_survives_the_way_through_a_label()
    {
        Assert.True(SandboxOwner.TryParse(OwnerLabels.Current.ToString(), out var parsed));
        Assert.Equal(OwnerLabels.Current, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v3.host.boot.ns.1.2")]
    [InlineData("v2.host.boot.ns.x.2")]
    [InlineData("v2.host.boot.ns.1")]
    public void What_is_no_owner_is_not_parsed(string? label) => Assert.False(SandboxOwner.TryParse(label, out _));

    [Fact]
    public void Only_owners_that_can_be_seen_are_judged()
    {
        var here = OwnerLabels.Current;

        Assert.False(OwnerLabels.IsDead(here));
        Assert.True(OwnerLabels.IsDead(here with { StartTime = here.StartTime + 1 }));
        Assert.True(OwnerLabels.IsDead(here with { ProcessId = int.MaxValue }));
        Assert.True(OwnerLabels.IsDead(here with { BootId = "another" }));
        Assert.Null(OwnerLabels.IsDead(here with { Host = "another" }));
        Assert.Null(OwnerLabels.IsDead(here with { ProcessNamespace = "another" }));
    }
}
