using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compute.Gateway.Access;
using Compute.Gateway.E2B.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.Envd;

/// <summary>Who may read and write files: who has the sandbox's token, or an address that was signed with it.</summary>
internal static class Signatures
{
    private const string Prefix = "v1_";

    /// <exception cref="E2BError">Neither is so.</exception>
    public static void Check(E2BServer server, HttpContext context, string sandboxId)
    {
        switch (server.HasToken(context, sandboxId))
        {
            case true:
                return;
            case false:
                throw Unauthenticated("invalid access token");
        }

        if (context.Request.Query["signature"] is not [{ Length: > 0 } signature])
        {
            throw Unauthenticated("missing signature query parameter");
        }

        if (!IsSignedFor(server, context, sandboxId, signature))
        {
            throw Unauthenticated("invalid signature");
        }

        if (context.Request.Query["signature_expiration"] is [{ } text]
            && (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var expiration)
                || expiration < server.Gateway.Time.GetUtcNow().ToUnixTimeSeconds()))
        {
            throw Unauthenticated("signature is already expired");
        }
    }

    /// <summary>Finds the sandbox of a signed address that names none, as SDKs write them with one address for all sandboxes.</summary>
    public static async Task NameSandboxAsync(E2BServer server, HttpContext context)
    {
        if (SandboxAddress.Of(context.Request) is not null || context.Request.Query["signature"] is not [{ Length: > 0 } signature])
        {
            return;
        }

        var id = await server.Listing.FindAsync(
            candidate => IsSignedFor(server, context, candidate, signature), context.RequestAborted).ConfigureAwait(false);
        SandboxAddress.Name(context.Request, id ?? throw Unauthenticated("invalid signature"));
    }

    private static bool IsSignedFor(E2BServer server, HttpContext context, string sandboxId, string signature)
    {
        var query = context.Request.Query;
        var operation = HttpMethods.IsGet(context.Request.Method) ? "read" : "write";
        var text = $"{query["path"]}:{operation}:{query["username"]}:{server.Tokens.Of(sandboxId)}";
        if (query["signature_expiration"] is [{ Length: > 0 } expiration])
        {
            text += ":" + expiration;
        }

        var expected = Prefix + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))).TrimEnd('=');
        return EnvdTokens.AreEqual(expected, signature);
    }

    private static E2BError Unauthenticated(string message) => new(401, RpcCode.Unauthenticated, message);
}
