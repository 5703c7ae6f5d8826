using System.Security.Cryptography;
using System.Text;

namespace Compute.Gateway;

/// <summary>A key that callers may present, without the key itself: only its hash is kept.</summary>
public sealed record GatewayKey
{
    internal const string Prefix = "cgw_";
    private const int SecretBytes = 32;

    /// <summary>The key's public id, which logs may show.</summary>
    public required string Id { get; init; }

    /// <summary>The SHA-256 of the whole key in hexadecimal. A key has 256 random bits, so that a fast hash is enough.</summary>
    public required string Hash { get; init; }

    /// <summary>The tenant, whose sandboxes the key sees and no others; null for an operator's key, which sees all.</summary>
    public string? Tenant { get; init; }

    /// <summary>What the key may do; everything by default.</summary>
    public GatewayScopes Scopes { get; init; } = GatewayScopes.All;

    /// <summary>When the key ceases to be valid; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the key may use; null for the gateway's own limits.</summary>
    public GatewayKeyLimits? Limits { get; init; }

    /// <summary>Creates a key.</summary>
    /// <param name="tenant">The tenant: 1 to 63 lower case letters, digits and hyphens; null for an operator's key.</param>
    /// <param name="scopes">What the key may do.</param>
    /// <param name="expiresAt">When it ceases to be valid; null for never.</param>
    /// <param name="key">What the caller presents as <c>Authorization: Bearer …</c>. It is not kept anywhere: show it once.</param>
    /// <returns>What the gateway keeps.</returns>
    /// <exception cref="ArgumentException">The tenant's name is invalid, or a tenant would administer keys.</exception>
    public static GatewayKey Create(string? tenant, GatewayScopes scopes, DateTimeOffset? expiresAt, out string key)
    {
        if (tenant is not null
            && (tenant.Length is 0 or > 63 || !tenant.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
        {
            throw new ArgumentException("A tenant's name has 1 to 63 lower case letters, digits and hyphens.", nameof(tenant));
        }

        if (tenant is not null && scopes.HasFlag(GatewayScopes.Administer))
        {
            throw new ArgumentException("A key of a tenant cannot administer keys.", nameof(scopes));
        }

        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        key = $"{Prefix}{id}_{RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true)}";
        return new GatewayKey { Id = id, Hash = HashOf(key), Tenant = tenant, Scopes = scopes, ExpiresAt = expiresAt };
    }

    /// <summary>Returns whether this is the key, in a time that does not depend on where it differs.</summary>
    internal bool Matches(ReadOnlySpan<byte> hash) =>
        CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(Hash.ToLowerInvariant()));

    /// <summary>The id that a key begins with; null if it has not the form of <see cref="Create"/>.</summary>
    internal static string? IdOf(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && key.IndexOf('_', Prefix.Length) is > 0 and var end
            ? key[Prefix.Length..end]
            : null;

    /// <summary>The hash of a key as <see cref="Hash"/> has it.</summary>
    internal static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>What a key may do.</summary>
[Flags]
public enum GatewayScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read what there is: sandboxes, files, output, logs, metrics.</summary>
    Read = 1,

    /// <summary>Run commands, and write files.</summary>
    Execute = 2,

    /// <summary>Create, change and destroy sandboxes, snapshots, volumes and networks.</summary>
    Manage = 4,

    /// <summary>Everything with sandboxes.</summary>
    All = Read | Execute | Manage,

    /// <summary>Create, list and remove keys; only of an operator's key, which has no tenant. Not in <see cref="All"/>.</summary>
    Administer = 8,
}
