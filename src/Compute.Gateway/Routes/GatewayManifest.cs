using Compute.Gateway.Http;

namespace Compute.Gateway.Routes;

/// <summary>What a caller can do through the gateway: what the provider can, without what the gateway refuses.</summary>
internal static class GatewayManifest
{
    public const string NoMounts = "the gateway mounts no directories of its machine (AllowMounts)";
    public const string NoContext = "a template is built from a directory, which would be one of the gateway's machine";
    public const string NotOfTenant = "the provider's snapshots, volumes, networks and templates belong to no tenant";

    private static readonly SandboxOperation[] Shared =
    [
        SandboxOperation.CreateSnapshot, SandboxOperation.ListSnapshots, SandboxOperation.DeleteSnapshot, SandboxOperation.Branch,
        SandboxOperation.CreateVolume, SandboxOperation.ListVolumes, SandboxOperation.DeleteVolume,
        SandboxOperation.CreateNetwork, SandboxOperation.ListNetworks, SandboxOperation.DeleteNetwork,
        SandboxOperation.ListTemplates, SandboxOperation.DeleteTemplate,
    ];

    public static CapabilityManifest Narrow(CapabilityManifest inner, GatewayCall call)
    {
        var manifest = inner.With(SandboxOperation.BuildTemplate, Support.Unsupported(NoContext));
        if (!call.Server.Options.AllowMounts)
        {
            manifest = Without(manifest, nameof(CreateSandboxOptions.Mounts), NoMounts);
        }

        if (call.Caller.Tenant is null)
        {
            return manifest;
        }

        manifest = Without(manifest, nameof(CreateSandboxOptions.SnapshotId), NotOfTenant);
        return Shared.Aggregate(manifest, static (all, operation) => all.With(operation, Support.Unsupported(NotOfTenant)));
    }

    /// <exception cref="UnsupportedCapabilityException">The caller has a tenant, and what the operation touches has none.</exception>
    public static void RequireShared(GatewayCall call, SandboxOperation operation)
    {
        if (call.Caller.Tenant is not null)
        {
            throw new UnsupportedCapabilityException(operation.ToString(), NotOfTenant);
        }
    }

    private static CapabilityManifest Without(CapabilityManifest manifest, string option, string reason)
    {
        var create = manifest[SandboxOperation.CreateSandbox];
        return manifest.With(create with
        {
            Options = new Dictionary<string, Support>(create.Options) { [option] = Support.Unsupported(reason) },
        });
    }
}
