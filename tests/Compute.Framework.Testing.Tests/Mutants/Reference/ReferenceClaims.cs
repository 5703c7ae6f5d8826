using static Compute.Framework.Testing.Tests.Mutants.Results;

namespace Compute.Framework.Testing.Tests.Mutants.Reference;

/// <summary>What a <see cref="ReferenceProvider"/> adds to the manifest of the provider below.</summary>
internal static class ReferenceClaims
{
    private static readonly (SandboxOperation Operation, string[] Options)[] Added =
    [
        (SandboxOperation.StopSandbox, []), (SandboxOperation.RestartSandbox, []), (SandboxOperation.CheckHealth, []),
        (SandboxOperation.ReadLogs, ["Follow", "Tail", "Since"]), (SandboxOperation.ReadEvents, ["Since"]),
        (SandboxOperation.CreateVolume, ["Name", "Labels"]), (SandboxOperation.ListVolumes, []), (SandboxOperation.DeleteVolume, []),
        (SandboxOperation.CreateNetwork, ["Name", "Labels", "IsInternal"]), (SandboxOperation.ListNetworks, []), (SandboxOperation.DeleteNetwork, []),
        (SandboxOperation.BuildTemplate, ["Name", "ContextDirectory", "RecipePath", "Arguments", "Labels"]),
        (SandboxOperation.ListTemplates, []), (SandboxOperation.DeleteTemplate, []),
    ];

    public static ProviderInfo Add(ProviderInfo info)
    {
        foreach (var (operation, options) in Added)
        {
            info = info.ClaimOperation(operation, Support.Native());
            foreach (var option in options)
            {
                info = info.Claim(operation, option);
            }
        }

        return info.Claim(SandboxOperation.CreateSandbox, "Template");
    }
}
