namespace Compute.Framework;

/// <summary>The networks that a sandbox can reach.</summary>
public sealed record NetworkPolicy
{
    private NetworkPolicy(NetworkAccess access, string? networkName)
    {
        Access = access;
        NetworkName = networkName;
    }

    /// <summary>No network but the sandbox's own loopback.</summary>
    public static NetworkPolicy None { get; } = new(NetworkAccess.None, null);

    /// <summary>The back end's default access, which includes outgoing connections.</summary>
    public static NetworkPolicy Full { get; } = new(NetworkAccess.Full, null);

    /// <summary>The kind of access.</summary>
    public NetworkAccess Access { get; }

    /// <summary>The network's name if <see cref="Access"/> is <see cref="NetworkAccess.Named"/>; otherwise null.</summary>
    public string? NetworkName { get; }

    /// <summary>A network of the back end's, by name.</summary>
    /// <param name="networkName">The name.</param>
    public static NetworkPolicy Named(string networkName)
    {
        ArgumentException.ThrowIfNullOrEmpty(networkName);
        return new(NetworkAccess.Named, networkName);
    }
}

/// <summary>Kinds of network access.</summary>
public enum NetworkAccess
{
    /// <summary>No network but the sandbox's own loopback.</summary>
    None,

    /// <summary>The back end's default access.</summary>
    Full,

    /// <summary>A network of the back end's, by name.</summary>
    Named,
}
