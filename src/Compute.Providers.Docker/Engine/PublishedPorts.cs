using System.Globalization;
using System.Net;

namespace Compute.Providers.Docker.Engine;

/// <summary>Where the ports are reached that an engine publishes: on the engine's machine, which need not be this one.</summary>
internal sealed class PublishedPorts
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The name or address of the engine's machine; null for one behind a socket or a pipe, which is this one.</summary>
    private readonly string? _host;
    private readonly bool _isHere;

    public PublishedPorts(DockerOptions options)
    {
        var address = options.Host;
        _host = address is null || address.Scheme is "unix" or "npipe" ? null : address.DnsSafeHost;
        _isHere = _host is null || address!.IsLoopback;
    }

    /// <summary>Where new ports are published: on the loopback interface where that can be reached from here; elsewhere where the engine's
    /// own settings say, which is every interface by default.</summary>
    public string Address => !_isHere ? string.Empty : IPAddress.TryParse(_host, out var loopback) ? loopback.ToString() : Loopback;

    /// <summary>Where one port is reached from here.</summary>
    /// <param name="ports">What the engine reports of the sandbox's ports.</param>
    /// <param name="port">The port inside.</param>
    /// <exception cref="UnsupportedCapabilityException">It cannot be reached from here.</exception>
    public SandboxEndpoint? Find(IReadOnlyList<(int Inside, PortBinding Binding)> ports, int port)
    {
        var published = ports
            .Where(entry => entry.Inside == port && !string.IsNullOrEmpty(entry.Binding.HostPort))
            .Select(entry => entry.Binding)
            .ToList();
        if (published.Count == 0)
        {
            return null;
        }

        // An engine may report one port for both families of addresses.
        var binding = published.Find(CanReach) ?? throw new UnsupportedCapabilityException(
            nameof(SandboxOperation.GetEndpoint),
            $"the engine at '{_host}' publishes the port on its own loopback interface only ({published[0].HostIp}), "
            + "which cannot be reached from here")
        {
            Remediation = "Create the sandbox again through this address of the engine, set the daemon's 'ip' to an address that can be "
                + "reached, or use the provider on the engine's machine.",
        };
        var host = IPAddress.TryParse(binding.HostIp, out var address) && !IsAny(address) ? address.ToString() : _host ?? Loopback;
        var outside = int.Parse(binding.HostPort!, CultureInfo.InvariantCulture);
        return new SandboxEndpoint { Url = new UriBuilder("http", host, outside).Uri, Host = host, Port = outside };
    }

    private bool CanReach(PortBinding binding) =>
        _isHere || !(IPAddress.TryParse(binding.HostIp, out var address) && IPAddress.IsLoopback(address));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
