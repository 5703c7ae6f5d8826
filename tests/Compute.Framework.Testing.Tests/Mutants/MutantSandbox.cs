using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A sandbox of a <see cref="MutantProvider"/>.</summary>
public sealed partial class MutantSandbox(ISandbox inner, MutantProvider provider, Mutation mutation) : ISandbox, ISnapshotSource, IBranchable
{
    public ISandbox Inner => inner;

    public string Id => mutation.Id?.Invoke(inner.Id) ?? inner.Id;

    public ProviderInfo Provider => provider.Info;

    public ISandboxFileSystem Files => new MutantFiles(inner.Files, mutation);

    public Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) => mutation.GuardAsync(async () =>
    {
        var info = await inner.GetInfoAsync(cancellationToken);
        return mutation.Info?.Invoke(info) ?? info;
    });

    public Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default) =>
        mutation.GuardAsync(() => mutation.Run?.Invoke(inner.RunAsync, command, cancellationToken) ?? inner.RunAsync(command, cancellationToken));

    public Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default)
    {
        return mutation.GuardAsync(() => mutation.Start?.Invoke(StartInnerAsync, command, cancellationToken) ?? StartInnerAsync(command, cancellationToken));

        async Task<ISandboxProcess> StartInnerAsync(Command changed, CancellationToken token) =>
            new MutantProcess(await inner.StartAsync(changed, token), mutation.Process);
    }

    public Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default)
    {
        return mutation.GuardAsync(() => mutation.Code?.Invoke(RunInnerAsync, code, options ?? new()) ?? RunInnerAsync(code, options));

        Task<ExecutionResult> RunInnerAsync(string text, RunCodeOptions? changed) => inner.RunCodeAsync(text, changed, cancellationToken);
    }

    public Task DestroyAsync(CancellationToken cancellationToken = default) =>
        mutation.Destroy?.Invoke(() => inner.DestroyAsync(cancellationToken), inner.Id) ?? inner.DestroyAsync(cancellationToken);

    public bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        var has = inner.TryGet<TCapability>(out _) && mutation.Hides?.Invoke(typeof(TCapability)) != true;
        capability = has ? this as TCapability : null;
        return capability is not null;
    }

    public Task<SnapshotInfo> CreateSnapshotAsync(string? name = null, CancellationToken cancellationToken = default)
    {
        if (!inner.TryGet<ISnapshotSource>(out var source))
        {
            throw new UnsupportedCapabilityException(nameof(SandboxOperation.CreateSnapshot));
        }

        return mutation.Snapshot?.Invoke(given => source.CreateSnapshotAsync(given, cancellationToken), name) ?? source.CreateSnapshotAsync(name, cancellationToken);
    }

    public Task<IReadOnlyList<ISandbox>> BranchAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        if (!inner.TryGet<IBranchable>(out var branchable))
        {
            throw new UnsupportedCapabilityException(nameof(SandboxOperation.Branch));
        }

        return mutation.Branch?.Invoke(BranchInnerAsync, this, count) ?? BranchInnerAsync(count);

        async Task<IReadOnlyList<ISandbox>> BranchInnerAsync(int changed) =>
            [.. (await branchable.BranchAsync(changed, cancellationToken)).Select(branch => new MutantSandbox(branch, provider, mutation))];
    }

    public async ValueTask DisposeAsync() => await (mutation.DisposeSandbox?.Invoke(() => inner.DisposeAsync().AsTask(), inner) ?? inner.DisposeAsync().AsTask());
}
