using System.Collections.Concurrent;
using Compute.Framework;
using Compute.Providers.Local.Files;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.Snapshots;
using Compute.Providers.Local.State;
using Microsoft.Extensions.Logging;

namespace Compute.Providers.Local;

/// <summary>The sandboxes of one state directory: makes, finds, uses and ends them.</summary>
internal sealed partial class LocalBackend
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(30);

    private readonly SandboxLock _locks = new();
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly SandboxStore _store;
    private readonly SandboxRemoval _removal;
    private readonly ExpiryTimers _expiry;
    private readonly IsolationChoice _isolation;
    private readonly SnapshotStore _snapshots;
    private readonly Workspaces _workspaces;
    private readonly ConcurrentDictionary<string, int> _writing = new(StringComparer.Ordinal);
    private long _lastSweep;

    public LocalBackend(LocalOptions options, ILogger logger, TimeProvider time)
    {
        _logger = logger;
        _time = time;
        _store = new SandboxStore(new StateDirectory(options.StateDirectory));
        _isolation = new IsolationChoice(options.Isolation, _store.State, logger);
        _snapshots = new SnapshotStore(_store);
        _workspaces = new Workspaces(_store, _isolation);
        _removal = new SandboxRemoval(_store, _locks, _isolation, _snapshots, logger);
        _expiry = new ExpiryTimers(time, id => _ = DestroyExpiredAsync(id));
        _lastSweep = time.GetTimestamp();
    }

    public async ValueTask<LocalHandle> CreateAsync(NewSandbox options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        var isolated = await _isolation.ForNewAsync().ConfigureAwait(false);
        var record = new SandboxRecord
        {
            Id = SandboxId.New(),
            Name = options.Name,
            CreatedAt = now,
            ExpiresAt = now + options.Lifetime,
            Labels = new(options.Labels, StringComparer.Ordinal),
            Environment = new(options.Environment, StringComparer.Ordinal),
            WorkingDirectory = options.WorkingDirectory,
            Isolation = isolated,
            HasNetwork = options.HasNetwork ?? (isolated == LocalIsolation.Process || options.Ports.Count > 0),
            Ports = [.. options.Ports],
            Mounts = [.. options.Mounts],
            Limits = options.Limits,
            SnapshotId = options.SnapshotId,
        };
        await SweepAsync().ConfigureAwait(false);
        if (options.SnapshotId is not { } snapshotId)
        {
            return await AddAsync(record, []).ConfigureAwait(false);
        }

        // Its layers must not be deleted before the sandbox's record names them.
        using var held = await _snapshots.LockAsync(cancellationToken).ConfigureAwait(false);
        var snapshot = _snapshots.Find(snapshotId)
            ?? throw new ResourceNotFoundException("snapshot", snapshotId);
        return await AddAsync(record, snapshot.Layers).ConfigureAwait(false);
    }

    /// <summary>Finds a sandbox; null when there is none or it has expired.</summary>
    public async ValueTask<SandboxRecord?> FindAsync(string id)
    {
        var record = _store.Find(id);
        if (record is null || !record.IsExpired(_time.GetUtcNow()))
        {
            return record;
        }

        await DestroyExpiredAsync(id).ConfigureAwait(false);
        record = _store.Find(id);
        return record is null || record.IsExpired(_time.GetUtcNow()) ? null : record;
    }

    public async ValueTask<IReadOnlyList<SandboxRecord>> ListAsync()
    {
        await SweepAsync(isDue: true).ConfigureAwait(false);
        return [.. _store.List(Failed).Where(record => !record.IsExpired(_time.GetUtcNow()))];
    }

    /// <summary>Does something with the sandbox's files while nobody changes its layers.</summary>
    public async ValueTask<T> WithFilesAsync<T>(string id, Func<LocalFiles, T> action, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        var record = _workspaces.EnsureReady(Require(id));
        var isolation = await _isolation.OfAsync(record).ConfigureAwait(false);
        var files = await isolation.OpenFilesAsync(record, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => action(files), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does something with the sandbox's files that takes longer.</summary>
    public async Task WithFilesAsync(string id, Func<LocalFiles, Task> action, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        var record = _workspaces.EnsureReady(Require(id));
        var isolation = await _isolation.OfAsync(record).ConfigureAwait(false);
        var files = await isolation.OpenFilesAsync(record, cancellationToken).ConfigureAwait(false);
        await Task.Run(() => action(files), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a file; a branch that is made meanwhile knows that it is being written.</summary>
    public async Task WriteAsync(string id, string path, Stream content, CancellationToken cancellationToken)
    {
        var whole = await ReadAhead.OpenAsync(content, cancellationToken).ConfigureAwait(false);
        await using var closing = whole.ConfigureAwait(false);
        var file = await WithFilesAsync(
            id,
            files =>
            {
                var opened = files.OpenWrite(path);
                _writing.AddOrUpdate(id, 1, static (_, count) => count + 1);
                return opened;
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            await LocalFiles.FillAsync(path, file, whole, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.AddOrUpdate(id, 0, static (_, count) => count - 1);
        }
    }

    /// <summary>Ends a sandbox with everything in it. Succeeds when there is none.</summary>
    public async ValueTask DestroyAsync(string id, CancellationToken cancellationToken)
    {
        _expiry.Forget(id);
        _writing.TryRemove(id, out _);
        await _removal.RemoveAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets a sandbox live until so long from now.</summary>
    public async Task ExtendAsync(string id, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        var record = Require(id) with { ExpiresAt = _time.GetUtcNow() + lifetime };
        _store.Update(record);
        _expiry.Watch(record);
    }

    public LocalHandle Handle(SandboxRecord record) => new()
    {
        Id = record.Id,
        Name = record.Name,
        CreatedAt = record.CreatedAt,
        ExpiresAt = record.ExpiresAt,
        Status = record.Paused is null ? SandboxStatus.Running : SandboxStatus.Paused,
        Labels = record.Labels,
        Ports = record.Ports,
        Isolation = record.Isolation,
        WorkspaceDirectory = _store.State.Sandbox(record.Id).Workspace,
    };

    private async ValueTask<LocalHandle> AddAsync(SandboxRecord record, List<string> layers)
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

    private ValueTask<SandboxLock.Holder> LockAsync(string id, CancellationToken cancellationToken) => SandboxId.IsValid(id)
        ? _locks.AcquireAsync(id, _store.State.Sandbox(id).Lock, cancellationToken)
        : throw new SandboxNotFoundException();

    /// <summary>The record of a sandbox whose lock the caller holds; so an expired one is destroyed later.</summary>
    private SandboxRecord Require(string id)
    {
        var record = _store.Find(id);
        if (record is not null && record.IsExpired(_time.GetUtcNow()))
        {
            _ = DestroyExpiredAsync(id);
            record = null;
        }

        return record ?? throw new SandboxNotFoundException();
    }

    private async Task SweepAsync(bool isDue = false)
    {
        var last = Interlocked.Read(ref _lastSweep);
        if (!isDue && (_time.GetElapsedTime(last) < SweepInterval || Interlocked.CompareExchange(ref _lastSweep, _time.GetTimestamp(), last) != last))
        {
            return;
        }

        foreach (var record in _store.List(Failed).Where(record => record.IsExpired(_time.GetUtcNow())).ToList())
        {
            await DestroyExpiredAsync(record.Id).ConfigureAwait(false);
        }

        await _removal.SweepLeftoversAsync().ConfigureAwait(false);
    }

    private async Task DestroyExpiredAsync(string id)
    {
        try
        {
            // Whoever extends the lifetime holds the lock, under which this is asked again.
            if (await _removal.RemoveAsync(id, CancellationToken.None, onlyIf: record => record.IsExpired(_time.GetUtcNow())).ConfigureAwait(false))
            {
                _expiry.Forget(id);
                LocalLog.Expired(_logger, id);
            }
            else if (_store.Find(id) is { } extended)
            {
                _expiry.Watch(extended);
            }
        }
        catch (Exception exception)
        {
            // Nobody waits for it, or somebody who asked for other sandboxes.
            LocalLog.CleanUpFailed(_logger, exception);
        }
    }

    private void Failed(Exception exception) => LocalLog.CleanUpFailed(_logger, exception);
}

/// <summary>What a new sandbox should be, as the caller said it.</summary>
internal sealed record NewSandbox
{
    public string? SnapshotId { get; init; }

    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? WorkingDirectory { get; init; }

    public TimeSpan? Lifetime { get; init; }

    public ResourceLimits Limits { get; init; } = ResourceLimits.None;

    public IReadOnlyList<SandboxMount> Mounts { get; init; } = [];

    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Whether the sandbox gets the machine's network; null leaves it to the isolation and the ports.</summary>
    public bool? HasNetwork { get; init; }
}
