using System.IO.Pipes;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Compute.Framework;

namespace Compute.Providers.Docker.Engine;

/// <summary>Where the engine listens, and how to connect there.</summary>
internal sealed class EngineEndpoint(DockerOptions options)
{
    private const int PlainPort = 2375;
    private const int TlsPort = 2376;

    /// <summary>The engine's address.</summary>
    public Uri Address { get; } = options.Host ?? DefaultAddress();

    private bool HasTls => options.CertPath is not null || !string.IsNullOrEmpty(options.TlsVerify);

    public async ValueTask<EngineConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        switch (Address.Scheme)
        {
            case "unix":
                return await ConnectAsync(new UnixDomainSocketEndPoint(Address.AbsolutePath), cancellationToken).ConfigureAwait(false);
            case "npipe":
                var pipe = new NamedPipeClientStream(".", Address.AbsolutePath[(Address.AbsolutePath.LastIndexOf('/') + 1)..], PipeDirection.InOut, PipeOptions.Asynchronous);
                await pipe.ConnectAsync(cancellationToken).ConfigureAwait(false);
                return new EngineConnection(pipe, socket: null);
            case "tcp" or "http" or "https":
                var port = Address.Port > 0 ? Address.Port : HasTls ? TlsPort : PlainPort;
                var plain = await ConnectAsync(new System.Net.DnsEndPoint(Address.Host, port), cancellationToken).ConfigureAwait(false);
                return HasTls || Address.Scheme == "https" ? await SecureAsync(plain, cancellationToken).ConfigureAwait(false) : plain;
            default:
                throw new ProviderConfigurationException($"{nameof(DockerOptions.Host)} begins with '{Address.Scheme}:', which is none of unix:, tcp: and npipe:.");
        }
    }

    private static async ValueTask<EngineConnection> ConnectAsync(System.Net.EndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = endPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new EngineConnection(new NetworkStream(socket, ownsSocket: true), socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<EngineConnection> SecureAsync(EngineConnection plain, CancellationToken cancellationToken)
    {
        var secure = new SslStream(plain.Stream);
        try
        {
            await secure.AuthenticateAsClientAsync(Authentication(), cancellationToken).ConfigureAwait(false);
            return new EngineConnection(secure, socket: null);
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private SslClientAuthenticationOptions Authentication()
    {
        var authentication = new SslClientAuthenticationOptions { TargetHost = Address.Host };
        if (options.CertPath is not { } directory)
        {
            return authentication;
        }

        var authority = Path.Combine(directory, "ca.pem");
        if (File.Exists(authority))
        {
            authentication.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            authentication.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        }

        var own = Path.Combine(directory, "cert.pem");
        if (File.Exists(own))
        {
            authentication.ClientCertificates = [X509Certificate2.CreateFromPemFile(own, Path.Combine(directory, "key.pem"))];
        }

        return authentication;
    }

    private static Uri DefaultAddress()
    {
        if (OperatingSystem.IsWindows())
        {
            return new Uri("npipe://./pipe/docker_engine");
        }

        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } directory ? directory : $"/run/user/{Environment.UserName}";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] usual = ["/var/run/docker.sock", $"{runtime}/docker.sock", $"{home}/.docker/run/docker.sock", $"{runtime}/podman/podman.sock", "/run/podman/podman.sock"];
        return new Uri("unix://" + (Array.Find(usual, File.Exists) ?? usual[0]));
    }
}
