using System.Collections.Concurrent;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.Snapshots;
using Compute.Providers.Local.State;
using Microsoft.Extensions.Logging;

namespace Compute.Providers.Local;

/// <summary>Sandboxes on this machine: directories with processes, kept apart by Linux namespaces where the machine can.</summary>
/// <remarks>
/// State is on disk, so that another process can find a sandbox and go on with it, and clean up after one that died. After a command
/// has ended, output of children that it left running is awaited for a tenth of a second; such children live until the sandbox ends.
/// </remarks>
[Provider("local", DisplayName = "Local")]
public sealed partial class LocalProvider
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

    /// <summary>Opens the sandboxes of a state directory.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="logger">The log.</param>
    /// <param name="timeProvider">The clock.</param>
    public LocalProvider(LocalOptions options, ILogger<LocalProvider> logger, TimeProvider timeProvider)
    {
        _logger = logger;
        _time = timeProvider;
        _store = new SandboxStore(new StateDirectory(options.StateDirectory));
        _isolation = new IsolationChoice(options.Isolation, _store.State, logger);
        _snapshots = new SnapshotStore(_store);
        _workspaces = new Workspaces(_store, _isolation);
        _removal = new SandboxRemoval(_store, _locks, _isolation, _snapshots, logger);
        _expiry = new ExpiryTimers(timeProvider, id => _ = DestroyExpiredAsync(id));
        _lastSweep = timeProvider.GetTimestamp();
    }

    private LocalSandbox Handle(SandboxRecord record) => new()
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

    /// <summary>Finds a sandbox; null when there is none or it has expired.</summary>
    private async ValueTask<SandboxRecord?> FindAsync(string id)
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
        if (!isDue && (_time.GetElapsedTime(last) < SweepInterval
            || Interlocked.CompareExchange(ref _lastSweep, _time.GetTimestamp(), last) != last))
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
            if (await _removal.RemoveAsync(id, CancellationToken.None, onlyIf: record => record.IsExpired(_time.GetUtcNow()))
                .ConfigureAwait(false))
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
