namespace Compute.Gateway;

/// <summary>How a gateway serves.</summary>
public sealed class GatewayOptions
{
    /// <summary>The keys that callers may present. Without any, the gateway serves only callers on this machine, over loopback.</summary>
    public IList<GatewayKey> Keys { get; } = [];

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

    /// <summary>How long a creation whose caller is gone waits for the caller to ask again with the same key; not negative. 30 seconds by
    /// default. Afterwards it is canceled, and what it created is destroyed.</summary>
    public TimeSpan CreateGrace { get; set; } = TimeSpan.FromSeconds(30);
}
