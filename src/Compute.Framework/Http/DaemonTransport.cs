using System.IO.Pipes;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Compute.Framework.Http;

/// <summary>HTTP to a daemon behind a Unix socket, a named pipe or a TCP port, with or without TLS.</summary>
public sealed class DaemonTransport
{
    /// <summary>The maximum length of a socket address.</summary>
    private const int MaxSocketPathBytes = 107;

    private readonly SslClientAuthenticationOptions? _tls;

    /// <summary>Creates a transport without connecting.</summary>
    /// <param name="address"><c>unix:///path</c>, <c>npipe:////./pipe/name</c>, or <c>tcp://host:port</c>.</param>
    /// <param name="tls">The TLS options for TCP; null for plain TCP.</param>
    /// <exception cref="ProviderConfigurationException">The address has none of these forms, or is a named
    /// pipe on a system other than Windows.</exception>
    public DaemonTransport(Uri address, SslClientAuthenticationOptions? tls = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Scheme is not ("unix" or "npipe" or "tcp") || (address.Scheme == "tcp" && address.Port <= 0))
        {
            throw new ProviderConfigurationException($"'{address}' is none of unix:///path, npipe:////./pipe/name and tcp://host:port.");
        }

        if (address.Scheme == "npipe" && !OperatingSystem.IsWindows())
        {
            throw new ProviderConfigurationException(
                $"'{address}' is a named pipe of Windows, which this system does not have; use unix:///path or tcp://host:port.");
        }

        if (address.Scheme == "unix" && Encoding.UTF8.GetByteCount(SocketPath(address)) is 0 or > MaxSocketPathBytes)
        {
            throw new ProviderConfigurationException($"'{address.OriginalString}' names no socket: its path is empty, or longer than " +
                $"the {MaxSocketPathBytes} bytes that a socket's path may have.");
        }

        Address = address;
        _tls = tls;
    }

    /// <summary>The address at which the daemon listens.</summary>
    public Uri Address { get; }

    /// <summary>Creates TLS options from the files of a directory, if they exist: <c>ca.pem</c> is the trusted authority, <c>cert.pem</c>
    /// and <c>key.pem</c> are the client certificate.</summary>
    /// <param name="host">The host name of the daemon's certificate.</param>
    /// <param name="directory">The directory; if null, the system's authorities are trusted.</param>
    public static SslClientAuthenticationOptions TlsFrom(string host, string? directory)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = host };
        if (directory is not null && Path.Combine(directory, "ca.pem") is var authority && File.Exists(authority))
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        }

        if (directory is not null && Path.Combine(directory, "cert.pem") is var own && File.Exists(own))
        {
            tls.ClientCertificates = [X509Certificate2.CreateFromPemFile(own, Path.Combine(directory, "key.pem"))];
        }

        return tls;
    }

    /// <summary>Creates a handler for an <see cref="HttpClient"/>; it ignores the host in the requests' addresses.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) => (await ConnectAsync(cancellationToken).ConfigureAwait(false)).Stream,
    };

    /// <summary>Sends a request on a separate connection, and takes over the connection if the daemon agrees (101).</summary>
    /// <param name="request">The request; the headers for the upgrade are added.</param>
    /// <param name="protocol">The protocol to upgrade to, such as <c>tcp</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ComputeException">The daemon could not be reached or refused the request; see
    /// <see cref="ComputeHttp.EnsureComputeSuccessAsync"/>.</exception>
    public async Task<DuplexConnection> UpgradeAsync(HttpRequestMessage request, string protocol, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        (Stream? Stream, Socket? Socket) transport = default;
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) => (transport = await ConnectAsync(token).ConfigureAwait(false)).Stream!,
        };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue(protocol));
        try
        {
            var response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
            {
                var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                return new DuplexConnection(stream, transport.Stream!, transport.Socket);
            }

            using (response)
            {
                await response.EnsureComputeSuccessAsync(HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
                throw new ProviderFaultException(
                    $"The back end responded with {(int)response.StatusCode} where it should have upgraded the connection.");
            }
        }
        catch (Exception exception) when (ComputeHttp.MapException(exception, cancellationToken) is ComputeException error
            && !ReferenceEquals(error, exception))
        {
            throw error;
        }
    }

    /// <summary>Returns the path as it was written. Addresses are usually written without escapes: escapes are decoded
    /// if no file has the path with them.</summary>
    private static string SocketPath(Uri address)
    {
        const string Begin = "unix://";
        var text = address.OriginalString;
        var written = text.StartsWith(Begin, StringComparison.OrdinalIgnoreCase) ? text[Begin.Length..].TrimEnd('/') : address.AbsolutePath;
        return written.Contains('%') && !File.Exists(written) ? Uri.UnescapeDataString(written) : written;
    }

    private async ValueTask<(Stream Stream, Socket? Socket)> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Address.Scheme == "npipe")
        {
            var pipe = new NamedPipeClientStream(
                ".", Address.AbsolutePath[(Address.AbsolutePath.LastIndexOf('/') + 1)..], PipeDirection.InOut, PipeOptions.Asynchronous);
            await pipe.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return (pipe, null);
        }

        var socket = Address.Scheme == "unix"
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            EndPoint endPoint = Address.Scheme == "unix"
                ? new UnixDomainSocketEndPoint(SocketPath(Address))
                : new DnsEndPoint(Address.IdnHost, Address.Port);
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            var plain = new NetworkStream(socket, ownsSocket: true);
            if (_tls is null || Address.Scheme == "unix")
            {
                return (plain, socket);
            }

            var secure = new SslStream(plain);
            await secure.AuthenticateAsClientAsync(_tls, cancellationToken).ConfigureAwait(false);
            return (secure, null);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
