using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Ports;

/// <summary>Signs links to ports with HMAC-SHA256, and opens them. Nothing of them is kept.</summary>
internal sealed class PortLinks
{
    private const int LeastKeyBytes = 32;
    private const int MaxLength = 4096;
    private const char Separator = '.';

    private readonly byte[] _key;
    private readonly TimeProvider _time;

    public PortLinks(byte[]? key, TimeProvider time)
    {
        if (key is { Length: < LeastKeyBytes })
        {
            throw new ArgumentException(
                $"{nameof(GatewayOptions)}.{nameof(GatewayOptions.LinkKey)} needs {LeastKeyBytes} random bytes or more.", nameof(key));
        }

        _key = key ?? RandomNumberGenerator.GetBytes(LeastKeyBytes);
        _time = time;
    }

    /// <summary>The link as text of letters, digits, <c>-</c>, <c>_</c> and one <c>.</c>.</summary>
    public string Sign(PortLink link)
    {
        var content = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(link, PortLinkJson.Default.PortLink));
        return content + Separator + Base64Url.EncodeToString(SignatureOf(content));
    }

    /// <exception cref="GatewayRefusal">It is no link of this gateway, or it has expired.</exception>
    public PortLink Open(string text)
    {
        var parts = text.Length <= MaxLength ? text.Split(Separator) : [];
        if (parts is not [var content, var signature] || !IsSignature(content, signature))
        {
            throw new GatewayRefusal(StatusCodes.Status401Unauthorized, "invalid-link", "The link is none of this gateway's.");
        }

        var link = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(content), PortLinkJson.Default.PortLink)!;
        return link.Expires > _time.GetUtcNow().ToUnixTimeSeconds()
            ? link
            : throw new GatewayRefusal(StatusCodes.Status401Unauthorized, "expired-link", "The link has expired: ask for another one.");
    }

    private bool IsSignature(string content, string signature)
    {
        var given = new byte[SHA256.HashSizeInBytes];
        return Base64Url.TryDecodeFromChars(signature, given, out var written) && written == given.Length
            && CryptographicOperations.FixedTimeEquals(given, SignatureOf(content));
    }

    private byte[] SignatureOf(string content) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(content));
}
