using System.Collections.ObjectModel;

namespace Compute.Framework;

/// <summary>Where a port of a sandbox is reached from outside.</summary>
public sealed record SandboxEndpoint
{
    /// <summary>The address for HTTP, with its scheme. It is a base address, to which relative addresses can be added: a path without
    /// a slash at its end gets one, unless a query or a fragment follows it.</summary>
    public required Uri Url
    {
        get;
        init => field = ToBase(value);
    }

    /// <summary>The host to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>The TCP port to connect to on <see cref="Host"/>.</summary>
    public required int Port { get; init; }

    /// <summary>Headers that an HTTP request must carry to be let through. They may hold secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    private static Uri ToBase(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return !url.IsAbsoluteUri || url.Query.Length > 0 || url.Fragment.Length > 0 || url.AbsolutePath.EndsWith('/')
            ? url
            : new UriBuilder(url) { Path = url.AbsolutePath + "/" }.Uri;
    }
}
