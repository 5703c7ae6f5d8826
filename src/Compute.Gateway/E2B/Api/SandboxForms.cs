using Compute.Gateway.E2B.State;

namespace Compute.Gateway.E2B.Api;

/// <summary>Writes sandboxes as E2B has them.</summary>
internal static class SandboxForms
{
    /// <summary>The version of envd whose interface is served: the SDKs ask for what it has.</summary>
    private const string EnvdVersion = "0.6.13";

    private const string ClientId = "compute";
    private const long Megabyte = 1024 * 1024;

    public static SandboxForm Of(E2BCall call, string id, E2BLabels labels) => new()
    {
        SandboxId = id,
        TemplateId = labels.Template,
        ClientId = ClientId,
        EnvdVersion = EnvdVersion,
        EnvdAccessToken = call.Server.Tokens.Of(id),
        TrafficAccessToken = call.Server.Tokens.OfTraffic(id),
        Domain = call.Server.Options.Domain,
    };

    public static SandboxDetail DetailOf(E2BCall call, SandboxInfo info)
    {
        var labels = E2BLabels.Of(info);
        var id = SandboxIds.Encode(info.Id);
        var resources = call.Server.Options.Templates.TryGetValue(labels.Template, out var template)
            ? template.Resources
            : SandboxResources.Default;
        return new SandboxDetail
        {
            SandboxId = id,
            TemplateId = labels.Template,
            ClientId = ClientId,
            EnvdVersion = EnvdVersion,
            StartedAt = StartOf(info),
            EndAt = call.Server.Times.EndOf(id, info),
            State = StateOf(info),
            CpuCount = (int)Math.Ceiling(resources.Cpus ?? Environment.ProcessorCount),
            MemoryMegabytes = (resources.MemoryBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) / Megabyte,
            DiskMegabytes = (resources.DiskBytes ?? 0) / Megabyte,
            Metadata = E2BLabels.Metadata(info),
            Domain = call.Server.Options.Domain,
            Lifecycle = new LifecycleForm(labels.AutoPause ? "pause" : "kill", labels.AutoResume),
        };
    }

    public static DateTimeOffset StartOf(SandboxInfo info) => info.CreatedAt ?? DateTimeOffset.UnixEpoch;

    public static string StateOf(SandboxInfo info) => info.Status is SandboxStatus.Paused ? "paused" : "running";
}
