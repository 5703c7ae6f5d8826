namespace Compute.Framework.Tests.Runtime;

public sealed class NetworkPolicyTests
{
    [Theory]
    [InlineData("pypi.org")]
    [InlineData("*.example.com")]
    [InlineData("localhost")]
    [InlineData("xn--exmple-cua.com")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0/8")]
    [InlineData("::1")]
    [InlineData("2001:db8::/32")]
    public void Destination_is_taken(string destination) =>
        Assert.Equal([destination], NetworkPolicy.AllowOnly(destination).AllowedDestinations);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("https://pypi.org")]
    [InlineData("pypi.org:443")]
    [InlineData("pypi.org/simple")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("a.*.com")]
    [InlineData("**.example.com")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("fe80::1%2")]
    [InlineData("[::1]")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("pypi.org\n")]
    [InlineData("ex\u00e4mple.com")]
    public void Something_else_is_refused(string? destination) =>
        Assert.Throws<ArgumentException>(() => NetworkPolicy.AllowOnly("pypi.org", destination!));

    [Fact]
    public void Policies_are_equal_by_content_and_one_without_destinations_is_refused()
    {
        Assert.Equal(NetworkPolicy.AllowOnly("a.com", "b.com"), NetworkPolicy.AllowOnly(new List<string> { "a.com", "b.com" }));
        Assert.NotEqual(NetworkPolicy.AllowOnly("a.com"), NetworkPolicy.AllowOnly("b.com"));
        Assert.Throws<ArgumentException>(() => NetworkPolicy.AllowOnly());
        Assert.Equal(["a.com"], new CreateSandboxOptions { Network = NetworkPolicy.AllowOnly("a.com") }.NetworkAllowList);
        Assert.Empty(new CreateSandboxOptions { Network = NetworkPolicy.Full }.NetworkAllowList);
    }
}
