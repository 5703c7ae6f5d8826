using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Compute.Gateway.E2B.State;

/// <summary>The access tokens of sandboxes. They are computed from a secret and not kept, so that each gateway with the secret knows
/// them.</summary>
internal sealed class EnvdTokens(ReadOnlyMemory<byte> secret)
{
    private const int SecretBytes = 32;

    private readonly byte[] _secret = secret.Length >= SecretBytes
        ? secret.ToArray()
        : throw new ArgumentException($"{nameof(E2BOptions.TokenSecret)} needs at least {SecretBytes} bytes.");

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The token for a sandbox's files and processes.</summary>
    public string Of(string sandboxId) => Token("envd", sandboxId);

    /// <summary>The token for a sandbox's ports, where they are not public.</summary>
    public string OfTraffic(string sandboxId) => Token("traffic", sandboxId);

    public static bool AreEqual(string expected, string presented) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(presented));

    private string Token(string purpose, string sandboxId) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{purpose}:{sandboxId}")));
}
