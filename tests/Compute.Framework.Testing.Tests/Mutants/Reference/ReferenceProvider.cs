using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Testing.Tests.Mutants.Reference;

/// <summary>A provider that works, with what the shipped ones that need no engine lack: volumes, networks, templates, events, logs,
/// health, stopping. Files and commands are those of the provider below. Mutants of these cases break it.</summary>
public sealed partial class ReferenceProvider(ISandboxProvider inner, ReferenceWorld world) : DelegatingSandboxProvider(inner)
{
    public const string HealthLabel = "health";

    public ReferenceWorld World => world;

    public override ProviderInfo Info => ReferenceClaims.Add(InnerProvider.Info);

    public override bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        capability = this as TCapability;
        return capability is not null || base.TryGet(out capability);
    }

    public override async Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CreateSandboxOptions();
        var template = options.Template is { } name ? FindTemplate(name) : null;
        var made = await InnerProvider.CreateAsync(
            options with
            {
                Template = null,
                Mounts = [.. options.Mounts.Select(mount => world.Volumes.ContainsKey(mount.Source) ? mount with { Source = world.PathOf("volumes", mount.Source) } : mount)],
                Network = options.Network is { NetworkName: { } network } ? Join(network) : options.Network,
            },
            cancellationToken);
        world.Of(made.Id).IsHealthChecked = options.Labels.ContainsKey(HealthLabel);
        world.Happened(made.Id, SandboxEventKind.Created);
        if (template is not null)
        {
            await made.Files.UploadDirectoryAsync(world.PathOf("templates", template.Id), ".", cancellationToken);
        }

        return new ReferenceSandbox(made, this, isOwned: options.Ownership == Ownership.Owned);
    }

    public override async Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default) =>
        await InnerProvider.GetAsync(sandboxId, cancellationToken) is { } found ? new ReferenceSandbox(found, this, isOwned: false) : null;

    public override IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default) =>
        InnerProvider.ListAsync(filter, cancellationToken).Select(Describe);

    public override async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default)
    {
        await InnerProvider.DestroyAsync(sandboxId, cancellationToken);
        world.Gone(sandboxId);
    }

    internal SandboxInfo Describe(SandboxInfo info) => world.Of(info.Id).IsStopped ? info with { Status = SandboxStatus.Stopped } : info;

    /// <summary>Every network here is the machine's own; an internal one is none at all.</summary>
    private NetworkPolicy Join(string name)
    {
        var network = world.Networks.Values.FirstOrDefault(info => info.Name == name || info.Id == name) ?? throw new ResourceNotFoundException("network", name);
        return network.IsInternal ? NetworkPolicy.None : NetworkPolicy.Full;
    }
}
