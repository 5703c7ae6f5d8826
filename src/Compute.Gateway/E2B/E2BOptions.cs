using Compute.Gateway.E2B.State;

namespace Compute.Gateway.E2B;

/// <summary>How a gateway serves E2B's interface.</summary>
public sealed class E2BOptions
{
    /// <summary>The name of the registered provider that the sandboxes are created at; null for the default one.</summary>
    public string? Provider { get; set; }

    /// <summary>The templates that callers may name, and what a sandbox begins with. Without an entry, a name is refused, but for
    /// <c>base</c> and <c>code-interpreter-v1</c>, which are the provider's default.</summary>
    public IDictionary<string, E2BTemplate> Templates { get; } =
        new Dictionary<string, E2BTemplate>(StringComparer.Ordinal)
        {
            [E2BTemplate.BaseName] = new E2BTemplate(),
            ["code-interpreter-v1"] = new E2BTemplate(),
        };

    /// <summary>Whether a template without an entry in <see cref="Templates"/> is the name of an image; false by default.</summary>
    public bool AllowImages { get; set; }

    /// <summary>The users that callers may name, and who they are in the sandboxes. By default <c>user</c> is the sandbox's own user, and
    /// <c>root</c> the user of this name.</summary>
    public IDictionary<string, E2BUser> Users { get; } =
        new Dictionary<string, E2BUser>(StringComparer.Ordinal)
        {
            [E2BUser.DefaultName] = new E2BUser(),
            ["root"] = new E2BUser { User = "root" },
        };

    /// <summary>The domain that callers find sandboxes below (<c>49983-{id}.{domain}</c>), with a port where it has one; null if callers
    /// set it themselves (<c>E2B_DOMAIN</c>, <c>E2B_SANDBOX_URL</c>), which is the default.</summary>
    public string? Domain { get; set; }

    /// <summary>The lifetime of a sandbox whose creator names none; positive. 5 minutes by default, as at E2B.</summary>
    public TimeSpan DefaultTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest lifetime that a caller may ask for; positive. 24 hours by default, as at E2B.</summary>
    public TimeSpan MaxTimeout { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a paused sandbox is kept; positive. 30 days by default.</summary>
    public TimeSpan PausedLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The network of sandboxes whose creator does not forbid the Internet; null for the provider's own default, which is the
    /// default.</summary>
    public NetworkPolicy? Network { get; set; }

    /// <summary>The secret that access tokens of sandboxes are made with, at least 32 bytes. Random by default: give several gateways the
    /// same one, or tokens and signed addresses cease to be valid at a restart.</summary>
    public ReadOnlyMemory<byte> TokenSecret { get; set; } = EnvdTokens.NewSecret();

    /// <summary>The longest content of a file that is written, in bytes; null for no limit.</summary>
    public long? MaxFileBytes { get; set; }
}
