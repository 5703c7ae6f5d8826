using System.Net;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The networks that a sandbox can reach.</summary>
public sealed record NetworkPolicy
{
    private const string AnyHost = "*.";

    private NetworkPolicy(NetworkAccess access, string? networkName = null, ContentList<string>? allowedDestinations = null)
    {
        Access = access;
        NetworkName = networkName;
        AllowedDestinations = allowedDestinations ?? ContentList<string>.Empty;
    }

    /// <summary>No network but the sandbox's own loopback.</summary>
    public static NetworkPolicy None { get; } = new(NetworkAccess.None);

    /// <summary>What the back end gives by default, outgoing connections at least.</summary>
    public static NetworkPolicy Full { get; } = new(NetworkAccess.Full);

    /// <summary>The kind of access.</summary>
    public NetworkAccess Access { get; }

    /// <summary>The network's name if <see cref="Access"/> is <see cref="NetworkAccess.Named"/>; otherwise null.</summary>
    public string? NetworkName { get; }

    /// <summary>The destinations that can be reached if <see cref="Access"/> is
    /// <see cref="NetworkAccess.AllowOnly"/>; otherwise empty.</summary>
    public IReadOnlyList<string> AllowedDestinations { get; }

    /// <summary>A network of the back end's, by name.</summary>
    /// <param name="networkName">The name.</param>
    public static NetworkPolicy Named(string networkName)
    {
        ArgumentException.ThrowIfNullOrEmpty(networkName);
        return new(NetworkAccess.Named, networkName);
    }

    /// <summary>Only outgoing connections to the listed destinations, if the back end can enforce this; a provider that does not
    /// declare the option refuses the creation.</summary>
    /// <param name="destinations">One or more of: a host name (<c>pypi.org</c>), all names below one (<c>*.example.com</c>), an IP address,
    /// or a network in CIDR notation (<c>10.0.0.0/8</c>).</param>
    /// <exception cref="ArgumentException">There is no destination, or a destination has none of these forms.</exception>
    public static NetworkPolicy AllowOnly(params IEnumerable<string> destinations)
    {
        ArgumentNullException.ThrowIfNull(destinations);
        var allowed = ContentList<string>.Of([.. destinations]);
        if (allowed.Count == 0)
        {
            throw new ArgumentException("There is no destination; use NetworkPolicy.None to allow none.", nameof(destinations));
        }

        foreach (var destination in allowed)
        {
            if (!IsDestination(destination))
            {
                throw new ArgumentException(
                    $"'{destination}' is no host name, IP address or network in CIDR notation. Ports and schemes are not part of it.",
                    nameof(destinations));
            }
        }

        return new(NetworkAccess.AllowOnly, allowedDestinations: allowed);
    }

    private static bool IsDestination(string? destination)
    {
        if (string.IsNullOrEmpty(destination))
        {
            return false;
        }

        return destination.Contains('/', StringComparison.Ordinal) ? IPNetwork.TryParse(destination, out _)
            : IPAddress.TryParse(destination, out _) ? IsWholeAddress(destination)
            : IsHostName(destination.StartsWith(AnyHost, StringComparison.Ordinal) ? destination[AnyHost.Length..] : destination);
    }

    /// <summary>The parser accepts "1", "127.1", "[::1]" and "fe80::1%2" as addresses, but they are mistakes in a firewall rule.</summary>
    private static bool IsWholeAddress(string text) => text.Contains(':', StringComparison.Ordinal)
        ? text.All(static character => char.IsAsciiHexDigit(character) || character is ':' or '.')
        : text.Count(static character => character == '.') == 3;

    /// <summary>Letters, digits and hyphens in labels, at least one of which contains a letter; otherwise
    /// the text would be an address.</summary>
    private static bool IsHostName(string text) =>
        Uri.CheckHostName(text) == UriHostNameType.Dns
        && text.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.')
        && text.Any(char.IsAsciiLetter);
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

    /// <summary>Only outgoing connections to listed destinations.</summary>
    AllowOnly,
}
