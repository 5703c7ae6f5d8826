namespace Compute.Framework.Testing.Tests;

/// <summary>The settings that the authoring guide shows.</summary>
internal static class SettingsSample
{
    public static ComplianceSettings Settings { get; } = new()
    {
        // Health: the back end checks a file that this label names; without the file it is unhealthy.
        HealthCheck = new HealthSample(
            Configure: options => options with
            {
                Labels = new Dictionary<string, string>(options.Labels) { ["health-file"] = "/tmp/healthy" },
            },
            BreakAsync: (sandbox, cancellationToken) => sandbox.Files.DeleteAsync("/tmp/healthy", cancellationToken: cancellationToken)),

        // Image: another one than the default, known by its own release file.
        Image = new OriginSample("alpine:3.22", EvidencePath: "/etc/alpine-release", EvidenceText: "3.22"),
    };
}
