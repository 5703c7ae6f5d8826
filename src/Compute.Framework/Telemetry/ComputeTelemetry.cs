using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Compute.Framework;

/// <summary>Names of the activities and metrics that the framework emits. They are documented in <c>docs/telemetry.md</c>.</summary>
public static class ComputeTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Compute.Framework";

    /// <summary>Counter: operations that ended, by provider, operation and outcome.</summary>
    public const string OperationsCounter = "compute.operations";

    /// <summary>Histogram in seconds: the duration of operations, by provider, operation and outcome.</summary>
    public const string OperationDuration = "compute.operation.duration";

    /// <summary>Up-down counter: owned sandboxes that this process created and that are not yet destroyed, by provider.</summary>
    public const string ActiveSandboxes = "compute.sandboxes.active";

    internal const string ProviderTag = "compute.provider";
    internal const string InstanceTag = "compute.instance";
    internal const string OperationTag = "compute.operation";
    internal const string OutcomeTag = "compute.outcome";
    internal const string SandboxTag = "compute.sandbox.id";
    internal const string ErrorTag = "error.type";

    internal static readonly ActivitySource Activities = new(Name);
    internal static readonly Meter Meter = new(Name);
    internal static readonly Counter<long> Operations = Meter.CreateCounter<long>(
        OperationsCounter, "{operation}", "Operations that ended.");
    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(OperationDuration, "s", "Duration of operations.");
    internal static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>(
        ActiveSandboxes, "{sandbox}", "Owned sandboxes that are not destroyed yet.");

    /// <summary>Counts an owned sandbox that was created or destroyed.</summary>
    internal static void CountActive(int change, string provider, string? instance)
    {
        if (instance is null)
        {
            Active.Add(change, new KeyValuePair<string, object?>(ProviderTag, provider));
        }
        else
        {
            Active.Add(
                change, new KeyValuePair<string, object?>(ProviderTag, provider), new KeyValuePair<string, object?>(InstanceTag, instance));
        }
    }
}
