namespace Compute.Framework.Runtime;

/// <summary>Completes what an author's method says of an endpoint.</summary>
internal static class EndpointAddress
{
    /// <summary>The endpoint with an address that relative ones can be resolved against: its path ends with a slash; a query
    /// stays.</summary>
    /// <exception cref="ProviderFaultException">The address is no absolute one, or the port is none.</exception>
    public static SandboxEndpoint Complete(SandboxEndpoint endpoint)
    {
        if (endpoint is not { Url.IsAbsoluteUri: true, Host.Length: > 0, Port: > 0 and < 65536 })
        {
            throw new ProviderFaultException("The provider gave an endpoint without an absolute address, a host, or a port of 1 to 65535.");
        }

        var path = endpoint.Url.AbsolutePath;
        return path.EndsWith('/') ? endpoint : endpoint with { Url = new UriBuilder(endpoint.Url) { Path = path + "/" }.Uri };
    }
}
