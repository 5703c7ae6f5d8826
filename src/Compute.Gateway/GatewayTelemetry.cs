using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Compute.Gateway;

/// <summary>Names of the activities and metrics that the gateway emits. They are documented in <c>docs/telemetry.md</c>.</summary>
public static class GatewayTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Compute.Gateway";

    /// <summary>Histogram in seconds: requests that ended, by action, provider and status.</summary>
    public const string RequestDuration = "compute.gateway.request.duration";

    /// <summary>Up-down counter: requests that are being served.</summary>
    public const string ActiveRequests = "compute.gateway.requests.active";

    /// <summary>Up-down counter: processes that were started through the gateway, or are followed, and run.</summary>
    public const string ActiveProcesses = "compute.gateway.processes.active";

    internal const string ActionTag = "compute.gateway.action";
    internal const string ProviderTag = "compute.provider";
    internal const string SandboxTag = "compute.sandbox.id";
    internal const string KeyTag = "compute.gateway.key";
    internal const string StatusTag = "http.response.status_code";
    internal const string ErrorTag = "error.type";

    internal static readonly ActivitySource Activities = new(Name);
    internal static readonly Meter Meter = new(Name);
    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(RequestDuration, "s", "Duration of requests.");
    internal static readonly UpDownCounter<long> Requests = Meter.CreateUpDownCounter<long>(
        ActiveRequests, "{request}", "Requests that are being served.");
    internal static readonly UpDownCounter<long> Processes = Meter.CreateUpDownCounter<long>(
        ActiveProcesses, "{process}", "Processes that run.");

    /// <summary>Records a request that has ended.</summary>
    internal static void Record(Activity? activity, GatewayAuditEntry entry)
    {
        Duration.Record(
            entry.Duration.TotalSeconds,
            new KeyValuePair<string, object?>(ActionTag, entry.Action),
            new KeyValuePair<string, object?>(ProviderTag, entry.Provider),
            new KeyValuePair<string, object?>(StatusTag, entry.Status));
        activity?.SetTag(ActionTag, entry.Action)
            .SetTag(ProviderTag, entry.Provider)
            .SetTag(SandboxTag, entry.SandboxId)
            .SetTag(KeyTag, entry.KeyId)
            .SetTag(StatusTag, entry.Status);
        if (entry.Error is { } error)
        {
            activity?.SetTag(ErrorTag, error).SetStatus(ActivityStatusCode.Error);
        }
    }
}
