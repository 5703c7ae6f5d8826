namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A provider that works, broken in one way.</summary>
public sealed partial class MutantProvider(ISandboxProvider inner, Mutation mutation) : ISandboxProvider, ISnapshotStore
{
    public ProviderInfo Info => mutation.Describe?.Invoke(inner.Info) ?? inner.Info;

    public async Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default)
    {
        var availability = await inner.CheckAvailabilityAsync(cancellationToken);
        return mutation.Availability?.Invoke(availability) ?? availability;
    }

    public Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default) =>
        mutation.GuardAsync(() => mutation.Create is { } create ? create(CreateInnerAsync, options, cancellationToken) : CreateInnerAsync(options, cancellationToken));

    public Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default)
    {
        return mutation.GuardAsync(() => mutation.Get?.Invoke(GetInnerAsync, sandboxId) ?? GetInnerAsync());

        async Task<ISandbox?> GetInnerAsync() =>
            await inner.GetAsync(sandboxId, cancellationToken) is { } found ? new MutantSandbox(found, this, mutation) : null;
    }

    public IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var listed = inner.ListAsync(mutation.Filter is { } change ? change(filter) : filter, cancellationToken);
        return mutation.List?.Invoke(listed) ?? listed;
    }

    public Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default) =>
        mutation.Destroy is { } destroy
            ? destroy(() => inner.DestroyAsync(sandboxId, cancellationToken), sandboxId)
            : inner.DestroyAsync(sandboxId, cancellationToken);

    public IAsyncEnumerable<SnapshotInfo> ListSnapshotsAsync(CancellationToken cancellationToken = default)
    {
        var listed = Store.ListSnapshotsAsync(cancellationToken);
        return mutation.ListSnapshots?.Invoke(listed) ?? listed;
    }

    public Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken = default) =>
        mutation.DeleteSnapshot is { } delete
            ? delete(() => Store.DeleteSnapshotAsync(snapshotId, cancellationToken), snapshotId)
            : Store.DeleteSnapshotAsync(snapshotId, cancellationToken);

    public async ValueTask DisposeAsync() => await (mutation.DisposeProvider?.Invoke(() => inner.DisposeAsync().AsTask()) ?? inner.DisposeAsync().AsTask());

    private ISnapshotStore Store => inner as ISnapshotStore ?? throw new UnsupportedCapabilityException(nameof(SandboxOperation.ListSnapshots));

    private async Task<ISandbox> CreateInnerAsync(CreateSandboxOptions? options, CancellationToken cancellationToken)
    {
        var changed = mutation.Options is { } change ? change(options ?? new CreateSandboxOptions()) : options;
        return new MutantSandbox(await inner.CreateAsync(changed, cancellationToken), this, mutation);
    }
}
