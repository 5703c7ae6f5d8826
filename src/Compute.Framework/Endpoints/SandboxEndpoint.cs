using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Where a port of a sandbox is reached from outside.</summary>
public sealed record SandboxEndpoint
{
    /// <summary>The address for HTTP, with its scheme. Its path ends with <c>/</c>, so that <c>new Uri(Url, "path")</c> is below it; a
    /// query, which such an address leaves out, may hold a token that each request must carry.</summary>
    public required Uri Url { get; init; }

    /// <summary>The host to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>The TCP port to connect to on <see cref="Host"/>.</summary>
    public required int Port { get; init; }

    /// <summary>Headers that an HTTP request must carry to be let through. They may hold secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
