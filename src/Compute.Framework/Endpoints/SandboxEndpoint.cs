using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The address at which a port of a sandbox can be reached from outside.</summary>
public sealed record SandboxEndpoint
{
    /// <summary>The address for HTTP, with its scheme. Its path ends with <c>/</c>, so that <c>new Uri(Url, "path")</c> is below it; a
    /// query, which such an address omits, may contain a token that each request must have.</summary>
    public required Uri Url { get; init; }

    /// <summary>The host to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>The TCP port to connect to on <see cref="Host"/>.</summary>
    public required int Port { get; init; }

    /// <summary>Headers that an HTTP request must have to be accepted. They may contain secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
