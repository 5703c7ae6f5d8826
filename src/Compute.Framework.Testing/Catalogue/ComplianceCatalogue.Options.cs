namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Options() =>
    [
        Case("options/create-environment", CreateOptionCases.Environment, Create("Environment")),
        Case("options/create-working-directory", CreateOptionCases.WorkingDirectory, Create("WorkingDirectory")),
        Case("options/create-labels", CreateOptionCases.Labels, Create("Labels")),
        Case("options/create-name", CreateOptionCases.Name, Create("Name")),
        Case("options/create-user", CreateOptionCases.User, Create("User")),
        Case("options/run-user", CreateOptionCases.RunUser, Run("User")),
        Case("options/create-image", CreateOptionCases.Image, Create("Image")),
        Case("options/image-unknown", CreateOptionCases.ImageUnknown),
        Case("options/create-template", CreateOptionCases.Template, Create("Template")),
        Case("options/create-mounts", CreateOptionCases.Mounts, Create("Mounts")),
        Case("options/create-network", CreateOptionCases.Network, Create("Network")),
        Case("options/create-cpus", LimitCases.Cpus, Create("Resources.Cpus")),
        Case("options/create-memory", LimitCases.Memory, Create("Resources.MemoryBytes")),
        Case("options/create-max-processes", LimitCases.MaxProcesses, Create("Resources.MaxProcesses")),
        Case("options/create-disk", LimitCases.Disk, Create("Resources.DiskBytes")),
        Case("options/create-gpus", LimitCases.Gpus, Create("Resources.Gpus")),
        Case("options/create-security", SecurityCases.Security, Create("Security")),
        Case("options/security-capabilities", SecurityCases.Capabilities),
        Case("options/security-seccomp", SecurityCases.Seccomp),
        Case("options/limits-declared", DeclaredLimitCases.LimitsDeclared),
        Case("options/limits-not-positive", LimitCases.LimitsNotPositive),
    ];
}
