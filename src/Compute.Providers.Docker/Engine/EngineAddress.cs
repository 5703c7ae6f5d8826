namespace Compute.Providers.Docker.Engine;

/// <summary>Where the engine listens: as the settings say, or at one of the usual places.</summary>
internal static class EngineAddress
{
    private const int PlainPort = 2375;
    private const int TlsPort = 2376;

    public static DaemonTransport Transport(DockerOptions options)
    {
        var hasTls = options.CertPath is not null || !string.IsNullOrEmpty(options.TlsVerify) || options.Host?.Scheme == "https";
        var address = options.Host
            ?? new Uri(OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix://" + EngineQuirks.UsualSocket());
        if (address.Scheme == "ssh")
        {
            throw new ProviderConfigurationException(
                $"Engines are not spoken to over SSH ('{address.Scheme}://{address.Host}'). Forward the socket, 'ssh -N -L " +
                $"/tmp/docker.sock:/var/run/docker.sock {address.Host}', and set {nameof(DockerOptions.Host)} (DOCKER_HOST) to " +
                        "'unix:///tmp/docker.sock'.");
        }

        if (address.Scheme is "tcp" or "http" or "https")
        {
            address = new UriBuilder("tcp", address.Host, address.Port > 0 ? address.Port : hasTls ? TlsPort : PlainPort).Uri;
        }

        return new DaemonTransport(address, hasTls ? DaemonTransport.TlsFrom(address.IdnHost, options.CertPath) : null);
    }
}
