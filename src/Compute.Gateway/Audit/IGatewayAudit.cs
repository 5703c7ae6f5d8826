namespace Compute.Gateway;

/// <summary>Receives what callers did. Register any number as services; the log has the same under the category
/// <c>Compute.Gateway.Audit</c>.</summary>
public interface IGatewayAudit
{
    /// <summary>Records an entry; called at the end of each request, before the next one of the same connection. What it throws is logged,
    /// and changes nothing for the caller.</summary>
    /// <param name="entry">What was done.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask RecordAsync(GatewayAuditEntry entry, CancellationToken cancellationToken = default);
}

/// <summary>A request of a caller, and its result. It has no secrets: neither bodies nor queries nor headers.</summary>
public sealed record GatewayAuditEntry
{
    /// <summary>When the request began, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The id of the key; null without one, and for one that was refused.</summary>
    public string? KeyId { get; init; }

    /// <summary>The tenant of the key; null for an operator.</summary>
    public string? Tenant { get; init; }

    /// <summary>The address from which it came: of the proxy, if there is one before the gateway.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>The method and the route, such as <c>POST /v1/sandboxes/{id}/run</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The provider's name in the path; null for the default provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The sandbox that was touched or created; null for none.</summary>
    public string? SandboxId { get; init; }

    /// <summary>The other object that was touched or created: a process, a port, a snapshot, a key; null for none.</summary>
    public string? Resource { get; init; }

    /// <summary>The status of the response; 499 if the caller went away.</summary>
    public required int Status { get; init; }

    /// <summary>The code of the error; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>The trace that the request is part of; null without one.</summary>
    public string? TraceId { get; init; }
}
