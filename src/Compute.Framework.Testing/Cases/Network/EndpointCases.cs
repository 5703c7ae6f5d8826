namespace Compute.Framework.Testing;

/// <summary>Ports are reached from outside.</summary>
public static class EndpointCases
{
    /// <summary>What listens on a listed port responds at its endpoint; the endpoint is reported before anything listens.</summary>
    [ComplianceCase("network/endpoint")]
    [Proves(SandboxOperation.GetEndpoint)]
    [Proves(SandboxOperation.CreateSandbox, "Ports")]
    public static async Task Endpoint(ComplianceContext context)
    {
        var (sandbox, source, port) = await SourceAsync(context).ConfigureAwait(false);
        var endpoint = await source.GetEndpointAsync(port, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            endpoint.Host.Length > 0 && endpoint.Port is > 0 and < 65536,
            "a host and a port to connect to",
            $"'{endpoint.Host}' and {endpoint.Port}",
            Law.Endpoint);
        Check.That(
            endpoint.Url is { IsAbsoluteUri: true, Scheme: "http" or "https" },
            "an absolute address for HTTP",
            endpoint.Url.ToString(),
            Law.Endpoint);
        Check.That(
            endpoint.Url.AbsolutePath.EndsWith('/'),
            "an address whose path ends with '/', so that relative ones can be resolved against it",
            endpoint.Url.GetLeftPart(UriPartial.Path),
            Law.Endpoint);
        var text = $"served-{Guid.NewGuid():n}";
        var listener = await Listener.StartAsync(context, sandbox, port, text).ConfigureAwait(false);
        await Listener.CheckServesAsync(context, listener).ConfigureAwait(false);
        var probe = new EndpointProbe(endpoint);
        await context.EventuallyAsync(
            () => probe.AskAsync(context.CancellationToken),
            context.Settings.Patience,
            () => $"a response of success at {probe.Address} within {context.Settings.Patience.TotalSeconds} s",
            () => $"none in {probe.Attempts} attempts; the last one: {probe.Last}",
            Law.Endpoint).ConfigureAwait(false);
        Check.Equal(text, probe.Content, "what the program inside serves", Law.Endpoint);
    }

    /// <summary>The endpoint is the same through another handle, and another time.</summary>
    [ComplianceCase("network/endpoint-stable")]
    public static async Task EndpointStable(ComplianceContext context)
    {
        var (sandbox, source, port) = await SourceAsync(context).ConfigureAwait(false);
        var first = await source.GetEndpointAsync(port, context.CancellationToken).ConfigureAwait(false);
        var found = Check.NotNull(
            await context.Provider.GetAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false),
            "GetAsync finds the sandbox",
            Law.Identity);
        var second = await found.Claimed<IEndpointSource>().GetEndpointAsync(port, context.CancellationToken).ConfigureAwait(false);
        Check.Equal($"{first.Host}:{first.Port}", $"{second.Host}:{second.Port}", "the endpoint through another handle", Law.Endpoint);
    }

    /// <summary>A port that was not listed is an error of its own, with the port in it.</summary>
    [ComplianceCase("network/endpoint-unlisted")]
    public static async Task EndpointUnlisted(ComplianceContext context)
    {
        context.Require(SandboxOperation.GetEndpoint);
        if (!ListsPorts(context))
        {
            context.NotApplicable("The provider takes no Ports on create: no port is unlisted.");
        }

        var (_, source, port) = await SourceAsync(context).ConfigureAwait(false);
        var other = port > 1024 ? port - 1 : port + 1;
        var error = await Check.ThrowsAsync<EndpointNotFoundException>(
            () => source.GetEndpointAsync(other, context.CancellationToken),
            "GetEndpointAsync of a port that was not listed",
            Law.Endpoint).ConfigureAwait(false);
        Check.Equal(other, error.Port, "EndpointNotFoundException.Port", Law.Endpoint);
    }

    /// <summary>What is no port is refused.</summary>
    [ComplianceCase("network/port-impossible")]
    public static async Task PortImpossible(ComplianceContext context)
    {
        var (_, source, _) = await SourceAsync(context).ConfigureAwait(false);
        foreach (var port in (int[])[0, -1, 65536])
        {
            await Check.ThrowsAsync<ArgumentException>(
                () => source.GetEndpointAsync(port, context.CancellationToken),
                $"GetEndpointAsync of {port}",
                Law.Endpoint).ConfigureAwait(false);
        }
    }

    /// <summary>A sandbox with a port that can be asked for: one that was listed, where ports are listed, and any other where all are
    /// public.</summary>
    private static async Task<(ISandbox Sandbox, IEndpointSource Source, int Port)> SourceAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.GetEndpoint);
        var port = Listener.FreePort();
        var options = ListsPorts(context) ? context.Defaults with { Ports = [port] } : context.Defaults;
        var sandbox = await context.CreateSandboxAsync(options).ConfigureAwait(false);
        return (sandbox, sandbox.Claimed<IEndpointSource>(), port);
    }

    private static bool ListsPorts(ComplianceContext context) => context.Capabilities.Supports(SandboxOperation.CreateSandbox, "Ports");
}
