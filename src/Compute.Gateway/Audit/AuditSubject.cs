namespace Compute.Gateway.Audit;

/// <summary>What a request touched that its path does not name.</summary>
internal sealed class AuditSubject
{
    public string? SandboxId { get; set; }

    public string? Resource { get; set; }
}
