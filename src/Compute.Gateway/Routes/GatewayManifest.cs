using Compute.Gateway.Http;

namespace Compute.Gateway.Routes;

/// <summary>What a caller can do through the gateway: what the provider can, without what the gateway refuses.</summary>
internal static class GatewayManifest
{
    public const string NoMounts = "the gateway mounts volumes, and no directories of its machine (AllowMounts)";
    public const string NoContext = "a template is built from a directory, which would be one of the gateway's machine";

    public static CapabilityManifest Narrow(CapabilityManifest inner, GatewayCall call)
    {
        var manifest = inner.With(SandboxOperation.BuildTemplate, Support.Unsupported(NoContext));
        return call.Server.Options.AllowMounts || inner.Supports(SandboxOperation.CreateVolume)
            ? manifest
            : Without(manifest, nameof(CreateSandboxOptions.Mounts), NoMounts);
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
