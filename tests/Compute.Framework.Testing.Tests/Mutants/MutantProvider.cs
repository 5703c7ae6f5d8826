using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A provider that works, broken in one way.</summary>
public sealed partial class MutantProvider(ISandboxProvider inner, Mutation mutation) : DelegatingSandboxProvider(inner), ISnapshotStore
{
    public override ProviderInfo Info => mutation.Describe?.Invoke(InnerProvider.Info) ?? InnerProvider.Info;

    public override bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        capability = null;
        return mutation.Hides?.Invoke(typeof(TCapability)) != true && base.TryGet(out capability);
    }

    public override async Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default)
    {
        var availability = await InnerProvider.CheckAvailabilityAsync(cancellationToken);
        return mutation.Availability?.Invoke(availability) ?? availability;
    }

    public override Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default) =>
        mutation.GuardAsync(() => mutation.Create is { } create ? create(CreateInnerAsync, options, cancellationToken) : CreateInnerAsync(options, cancellationToken));

    public override Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default)
    {
        return mutation.GuardAsync(() => mutation.Get?.Invoke(GetInnerAsync, sandboxId) ?? GetInnerAsync());

        async Task<ISandbox?> GetInnerAsync() =>
            await InnerProvider.GetAsync(sandboxId, cancellationToken) is { } found ? new MutantSandbox(found, this, mutation) : null;
    }

    public override IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var listed = InnerProvider.ListAsync(mutation.Filter is { } change ? change(filter) : filter, cancellationToken);
        return mutation.List?.Invoke(listed) ?? listed;
    }

    public override Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default) =>
        mutation.Destroy is { } destroy
            ? destroy(() => InnerProvider.DestroyAsync(sandboxId, cancellationToken), sandboxId)
            : InnerProvider.DestroyAsync(sandboxId, cancellationToken);

    public IAsyncEnumerable<SnapshotInfo> ListSnapshotsAsync(CancellationToken cancellationToken = default)
    {
        var listed = Store.ListSnapshotsAsync(cancellationToken);
        return mutation.ListSnapshots?.Invoke(listed) ?? listed;
    }

    public Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken = default) =>
        mutation.DeleteSnapshot is { } delete
            ? delete(() => Store.DeleteSnapshotAsync(snapshotId, cancellationToken), snapshotId)
            : Store.DeleteSnapshotAsync(snapshotId, cancellationToken);

    [SuppressMessage("Usage", "CA2215:Dispose methods should call base class dispose", Justification = "A mutation may leave it out.")]
    public override async ValueTask DisposeAsync() => await (mutation.DisposeProvider?.Invoke(() => InnerProvider.DisposeAsync().AsTask()) ?? InnerProvider.DisposeAsync().AsTask());

    private ISnapshotStore Store => Has<ISnapshotStore>();

    private async Task<ISandbox> CreateInnerAsync(CreateSandboxOptions? options, CancellationToken cancellationToken)
    {
        var changed = mutation.Options is { } change ? change(options ?? new CreateSandboxOptions()) : options;
        return new MutantSandbox(await InnerProvider.CreateAsync(changed, cancellationToken), this, mutation);
    }
}
