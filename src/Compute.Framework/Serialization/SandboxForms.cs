namespace Compute.Framework.Serialization;

/// <summary>Sandboxes and their states, as JSON.</summary>
internal static class SandboxForms
{
    public static readonly RecordConverter<SandboxOwner> Owner = new PlainConverter<SandboxOwner>(
        static from => new(
            from.Text("host"),
            from.Text("bootId"),
            from.Text("processNamespace"),
            from.Required(from.Int("processId"), "processId"),
            from.Required(from.Long("startTime"), "startTime")),
        static (to, value) =>
        {
            to.Text("host", value.Host);
            to.Text("bootId", value.BootId);
            to.Text("processNamespace", value.ProcessNamespace);
            to.Long("processId", value.ProcessId);
            to.Long("startTime", value.StartTime);
        });

    public static readonly RecordConverter<SandboxInfo> Info = new PlainConverter<SandboxInfo>(
        static from => new()
        {
            Id = from.Text("id"),
            ProviderName = from.Text("providerName"),
            Name = from.TextOrNull("name"),
            Status = from.Enum("status", SandboxStatus.Unknown),
            CreatedAt = from.Moment("createdAt"),
            ExpiresAt = from.Moment("expiresAt"),
            Labels = from.Map("labels"),
            Owner = Owner.From(from, "owner"),
        },
        static (to, value) =>
        {
            to.Text("id", value.Id);
            to.Text("providerName", value.ProviderName);
            to.Text("name", value.Name);
            to.Enum<SandboxStatus>("status", value.Status);
            to.Moment("createdAt", value.CreatedAt);
            to.Moment("expiresAt", value.ExpiresAt);
            to.Map("labels", value.Labels);
            Owner.WriteTo(to, "owner", value.Owner);
        });

    public static readonly RecordConverter<SandboxMetrics> Metrics = new PlainConverter<SandboxMetrics>(
        static from => new()
        {
            MeasuredAt = from.Required(from.Moment("measuredAt"), "measuredAt"),
            CpuTime = from.Time("cpuTime"),
            MemoryBytes = from.Long("memoryBytes"),
            MemoryLimitBytes = from.Long("memoryLimitBytes"),
            NetworkReceivedBytes = from.Long("networkReceivedBytes"),
            NetworkSentBytes = from.Long("networkSentBytes"),
            DiskReadBytes = from.Long("diskReadBytes"),
            DiskWrittenBytes = from.Long("diskWrittenBytes"),
            ProcessCount = from.Int("processCount"),
        },
        static (to, value) =>
        {
            to.Moment("measuredAt", value.MeasuredAt);
            to.Time("cpuTime", value.CpuTime);
            to.Long("memoryBytes", value.MemoryBytes);
            to.Long("memoryLimitBytes", value.MemoryLimitBytes);
            to.Long("networkReceivedBytes", value.NetworkReceivedBytes);
            to.Long("networkSentBytes", value.NetworkSentBytes);
            to.Long("diskReadBytes", value.DiskReadBytes);
            to.Long("diskWrittenBytes", value.DiskWrittenBytes);
            to.Long("processCount", value.ProcessCount);
        });

    public static readonly RecordConverter<SandboxHealth> Health = new PlainConverter<SandboxHealth>(
        static from => new(from.Required(from.Enum<SandboxHealthStatus>("status"), "status"), from.TextOrNull("description")),
        static (to, value) =>
        {
            to.Enum<SandboxHealthStatus>("status", value.Status);
            to.Text("description", value.Description);
        });

    public static readonly RecordConverter<SandboxEndpoint> Endpoint = new PlainConverter<SandboxEndpoint>(
        static from => new()
        {
            Url = Uri.TryCreate(from.Text("url"), UriKind.Absolute, out var url) ? url : throw from.Wrong("url", "an absolute address"),
            Host = from.Text("host"),
            Port = from.Required(from.Int("port"), "port"),
            Headers = from.Map("headers"),
        },
        static (to, value) =>
        {
            to.Text("url", value.Url.OriginalString);
            to.Text("host", value.Host);
            to.Long("port", value.Port);
            to.Map("headers", value.Headers);
        });

    public static readonly RecordConverter<SandboxEvent> Event = new PlainConverter<SandboxEvent>(
        static from => new()
        {
            Kind = from.Enum("kind", SandboxEventKind.Other),
            SandboxId = from.Text("sandboxId"),
            OccurredAt = from.Required(from.Moment("occurredAt"), "occurredAt"),
            Name = from.Text("name"),
            Labels = from.Map("labels"),
        },
        static (to, value) =>
        {
            to.Enum<SandboxEventKind>("kind", value.Kind);
            to.Text("sandboxId", value.SandboxId);
            to.Moment("occurredAt", value.OccurredAt);
            to.Text("name", value.Name);
            to.Map("labels", value.Labels);
        });

    public static readonly RecordConverter<ProviderAvailability> Availability = new PlainConverter<ProviderAvailability>(
        static from => ProviderAvailability.Available(from.TextOrNull("version")) with
        {
            IsAvailable = from.Required(from.Flag("isAvailable"), "isAvailable"),
            Reason = from.NameOrNull("reason"),
            Remediation = from.NameOrNull("remediation"),
        },
        static (to, value) =>
        {
            to.Flag("isAvailable", value.IsAvailable);
            to.Name("reason", value.Reason, isMessage: true);
            to.Name("remediation", value.Remediation, isMessage: true);
            to.Text("version", value.Version);
        });
}
