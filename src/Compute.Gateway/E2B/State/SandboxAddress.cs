using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.State;

/// <summary>The sandbox and the port that a request is for: by the host's name <c>{port}-{id}.…</c>, otherwise by the two headers of
/// E2B's SDKs.</summary>
/// <param name="SandboxId">The sandbox's id as callers see it.</param>
/// <param name="Port">The port.</param>
internal sealed record SandboxAddress(string SandboxId, int Port)
{
    public const int EnvdPort = 49983;
    public const int InterpreterPort = 49999;

    public const string IdHeader = "E2b-Sandbox-Id";
    public const string PortHeader = "E2b-Sandbox-Port";

    /// <summary>Whether the interface itself serves the port.</summary>
    public bool IsOwn => Port is EnvdPort or InterpreterPort;

    /// <summary>What a request is for; null where it says nothing.</summary>
    public static SandboxAddress? Of(HttpRequest request)
    {
        if (OfHost(request.Host.Host) is { } address)
        {
            return address;
        }

        return request.Headers[IdHeader] is [{ Length: > 0 } id]
            ? new SandboxAddress(id, request.Headers[PortHeader] is [{ } port] && PortOf(port) is { } number ? number : EnvdPort)
            : null;
    }

    /// <summary>Lets a request name a sandbox's files and processes.</summary>
    public static void Name(HttpRequest request, string sandboxId) => request.Headers[IdHeader] = sandboxId;

    private static SandboxAddress? OfHost(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        var label = dot < 0 ? "" : host[..dot];
        var at = label.IndexOf('-', StringComparison.Ordinal);
        return at > 0 && PortOf(label[..at]) is { } port && SandboxIds.Decode(label[(at + 1)..].ToLowerInvariant()) is not null
            ? new SandboxAddress(label[(at + 1)..].ToLowerInvariant(), port)
            : null;
    }

    private static int? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= ushort.MaxValue
            ? port
            : null;
}
