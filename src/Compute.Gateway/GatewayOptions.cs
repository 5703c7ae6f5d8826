namespace Compute.Gateway;

/// <summary>How a gateway serves.</summary>
public sealed class GatewayOptions
{
    /// <summary>The keys that callers may present. Without any, the gateway serves only callers on this machine, over loopback.</summary>
    public IList<GatewayKey> Keys { get; } = [];

    /// <summary>A file with more keys, which operators add and remove while the gateway runs (<c>POST /v1/keys</c>); null for none. See
    /// <see cref="GatewayKeyFile"/>. A registered <see cref="IGatewayKeyStore"/> comes before it.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The requests that each key may make in a minute, and at once; positive. Null by default: no limit.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>How many sandboxes a tenant may have at each provider; not negative. Null by default: no limit.</summary>
    public int? MaxSandboxesPerTenant { get; set; }

    /// <summary>Whether callers may mount directories of the gateway's machine. False by default: a caller could mount
    /// everything.</summary>
    public bool AllowMounts { get; set; }

    /// <summary>The longest JSON body of a request, in bytes; positive. 16 MiB by default. Contents of files are not limited by
    /// it.</summary>
    public long MaxRequestBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The longest content of a file that is written, in bytes; null for no limit.</summary>
    public long? MaxFileBytes { get; set; }

    /// <summary>How long the output of a process that has ended can still be read; not negative. 5 minutes by default.</summary>
    public TimeSpan ProcessRetention { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many processes may run that were started through the gateway; positive. 1000 by default.</summary>
    public int MaxProcesses { get; set; } = 1000;

    /// <summary>How long a list or a stream waits for its first item before the response begins: what fails within this time has a status
    /// of its own; not negative. half a second by default.</summary>
    internal TimeSpan FirstItemPatience { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a shutdown waits for commands and processes that run, before it cuts their streams and, at its end, kills the
    /// processes that were started through this gateway; not negative. 30 seconds by default. Nothing new begins meanwhile, and the
    /// gateway says that it is not ready.</summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a creation whose caller is gone waits for the caller to ask again with the same key; not negative. 30 seconds by
    /// default. Afterwards it is canceled, and what it created is destroyed.</summary>
    public TimeSpan CreateGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The address by which callers reach the gateway, which addresses of ports begin with; null for the one that the caller
    /// used. Set it behind a proxy with TLS.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>The domain below which each port has a host name, <c>8080-id.domain</c>, such as <c>ports.example</c>; all names below it
    /// have to lead to the gateway. Null by default: ports are reached by path alone. Pages in browsers need it, because by path all
    /// sandboxes would be one site.</summary>
    public string? PortsDomain { get; set; }

    /// <summary>The key that links to ports are signed with, of at least 32 random bytes, the same for all gateways behind one address.
    /// Null for one of this gateway process, with which its links end.</summary>
    public byte[]? LinkKey { get; set; }

    /// <summary>How long a link to a port is valid that was asked for without a lifetime; positive. One hour by default.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The longest lifetime of a link to a port that a caller can ask for; positive. 7 days by default.</summary>
    public TimeSpan MaxLinkLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a connection to a port may be silent in both directions before it is cut; positive. 2 minutes by
    /// default.</summary>
    public TimeSpan PortIdleTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
