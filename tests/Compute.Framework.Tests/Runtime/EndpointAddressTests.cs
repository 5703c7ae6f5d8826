using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

public sealed class EndpointAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("https://gate.example/sandboxes/s1/8080", "https://gate.example/sandboxes/s1/8080/")]
    [InlineData("https://gate.example/sandboxes/s1/8080/", "https://gate.example/sandboxes/s1/8080/")]
    [InlineData("https://gate.example/p?token=a%2Fb%20c&x=1", "https://gate.example/p/?token=a%2Fb%20c&x=1")]
    [InlineData("https://gate.example/a%20b%2Fc", "https://gate.example/a%20b%2Fc/")]
    public void Address_ends_with_a_slash(string given, string expected)
    {
        var completed = EndpointAddress.Complete(Endpoint(given));

        Assert.Equal(expected, completed.Url.AbsoluteUri);
        Assert.Equal(new Uri(expected.Split('?')[0] + "x").AbsoluteUri, new Uri(completed.Url, "x").AbsoluteUri);
    }

    [Fact]
    public void What_is_no_address_is_a_fault_of_the_provider()
    {
        foreach (var wrong in (SandboxEndpoint[])
        [
            Endpoint("http://h/") with { Url = new Uri("relative", UriKind.Relative) }, Endpoint("http://h/") with { Host = "" },
            Endpoint("http://h/") with { Port = 0 }, Endpoint("http://h/") with { Port = 65536 }, Endpoint("http://h/") with { Url = null! },
        ])
        {
            Assert.Throws<ProviderFaultException>(() => EndpointAddress.Complete(wrong));
        }
    }

    private static SandboxEndpoint Endpoint(string url) => new() { Url = new Uri(url), Host = "h", Port = 80 };
}
