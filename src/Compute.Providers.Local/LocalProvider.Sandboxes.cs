using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local;

public sealed partial class LocalProvider
{
    private const string Loopback = "127.0.0.1";

    [CreateSandbox]
    internal async Task<LocalSandbox> CreateAsync(LocalCreate create, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        var isolated = await _isolation.ForNewAsync().ConfigureAwait(false);
        var record = new SandboxRecord
        {
            Id = SandboxId.New(),
            Name = create.Name,
            CreatedAt = now,
            ExpiresAt = now + create.Lifetime,
            Labels = new(create.Labels, StringComparer.Ordinal),
            Environment = new(create.Environment, StringComparer.Ordinal),
            WorkingDirectory = create.WorkingDirectory,
            Isolation = isolated,
            HasNetwork = create.Network?.Access switch
            {
                null => isolated == LocalIsolation.Process || create.Ports.Count > 0,
                NetworkAccess.Full => true,
                NetworkAccess.None => false,
                _ => throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Network), "this machine has no named networks"),
            },
            Ports = [.. create.Ports],
            Mounts = [.. create.Mounts],
            Limits = new ResourceLimits(create.Cpus, create.MemoryBytes, create.MaxProcesses),
            SnapshotId = create.SnapshotId,
        };
        await SweepAsync().ConfigureAwait(false);
        if (create.SnapshotId is not { } snapshotId)
        {
            return await AddAsync(record, []).ConfigureAwait(false);
        }

        // Its layers must not be deleted before the sandbox's record names them.
        using var held = await _snapshots.LockAsync(cancellationToken).ConfigureAwait(false);
        var snapshot = _snapshots.Find(snapshotId) ?? throw new ResourceNotFoundException("snapshot", snapshotId);
        return await AddAsync(record, snapshot.Layers).ConfigureAwait(false);
    }

    [GetSandbox]
    internal async Task<LocalSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await FindAsync(sandboxId).ConfigureAwait(false) is { } record ? Handle(record) : null;
    }

    [ListSandboxes]
    internal async IAsyncEnumerable<LocalSandbox> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await SweepAsync(isDue: true).ConfigureAwait(false);
        foreach (var record in _store.List(Failed).Where(record => !record.IsExpired(_time.GetUtcNow())).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Handle(record);
        }
    }

    [DestroySandbox]
    internal async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)
    {
        _expiry.Forget(sandboxId);
        _writing.TryRemove(sandboxId, out _);
        await _removal.RemoveAsync(sandboxId, cancellationToken).ConfigureAwait(false);
    }

    [DescribeSandbox]
    internal Task<LocalSandbox?> DescribeAsync(LocalSandbox sandbox, CancellationToken cancellationToken) =>
        GetAsync(sandbox.Id, cancellationToken);

    /// <summary>Stops every process of a sandbox, in a way that a crash of this one does not undo. Succeeds when it is paused.</summary>
    [Pause]
    internal async Task PauseAsync(LocalSandbox sandbox, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
        var record = Require(sandbox.Id);
        if (record.Paused is null && OperatingSystem.IsLinux())
        {
            _store.Update(record with { Paused = SandboxProcesses.Stop(record, _store.State.Sandbox(sandbox.Id)) });
        }
    }

    /// <summary>Lets the processes that a pause stopped run on. Succeeds when the sandbox runs.</summary>
    [Resume]
    internal async Task ResumeAsync(LocalSandbox sandbox, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
        var record = Require(sandbox.Id);
        if (record.Paused is { } paused && OperatingSystem.IsLinux())
        {
            SandboxProcesses.Continue(paused);
            _store.Update(record with { Paused = null });
        }
    }

    /// <summary>The sandbox ends this long from now.</summary>
    [ExtendLifetime]
    internal async Task ExtendLifetimeAsync(LocalSandbox sandbox, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
        var record = Require(sandbox.Id) with { ExpiresAt = _time.GetUtcNow() + lifetime };
        _store.Update(record);
        _expiry.Watch(record);
    }

    [GetMetrics]
    internal async Task<SandboxMetrics> GetMetricsAsync(LocalSandbox sandbox, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var record = await FindAsync(sandbox.Id).ConfigureAwait(false) ?? throw new SandboxNotFoundException();
        return OperatingSystem.IsLinux()
            ? SandboxUsage.Measure(record, _store.State.Sandbox(sandbox.Id), _time.GetUtcNow())
            : throw new PlatformNotSupportedException();
    }

    [GetEndpoint]
    internal async Task<SandboxEndpoint> GetEndpointAsync(LocalSandbox sandbox, int port, CancellationToken cancellationToken)
    {
        var found = await GetAsync(sandbox.Id, cancellationToken).ConfigureAwait(false) ?? throw new SandboxNotFoundException();
        return found.Ports.Contains(port)
            ? new SandboxEndpoint { Url = new UriBuilder(Uri.UriSchemeHttp, Loopback, port).Uri, Host = Loopback, Port = port }
            : throw new EndpointNotFoundException(port);
    }

    private async ValueTask<LocalSandbox> AddAsync(SandboxRecord record, List<string> layers)
    {
        record = record with { Layers = layers.Count > 0 && _workspaces.Method.IsOverlay ? layers : [] };
        var isolation = await _isolation.OfAsync(record).ConfigureAwait(false);
        isolation.Check(record);
        try
        {
            _store.Add(record, staged =>
            {
                _workspaces.Fill(staged, layers);
                isolation.Prepare(record);
            });
            _workspaces.EnsureReady(record);
            await isolation.CompleteAsync(record, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await _removal.RemoveAsync(record.Id, CancellationToken.None, collect: false).ConfigureAwait(false);
            _isolation.KillAll(record.Id, _store.State.Sandbox(record.Id));
            throw;
        }

        _expiry.Watch(record);
        return Handle(record);
    }
}
