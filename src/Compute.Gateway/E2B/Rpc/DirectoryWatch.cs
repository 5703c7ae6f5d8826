using Compute.Gateway.E2B.Protos.Files;
using Compute.Gateway.E2B.State;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>A watch of a directory, in envd's terms: names are relative to the directory, and a move is two events.</summary>
internal sealed class DirectoryWatch : IAsyncDisposable
{
    private readonly E2BCall _call;
    private readonly ISandbox _sandbox;
    private readonly SandboxUser _user;
    private readonly WatchRequest _request;
    private readonly IAsyncEnumerator<FileChange> _changes;
    private readonly string _root;

    private DirectoryWatch(
        E2BCall call, ISandbox sandbox, SandboxUser user, WatchRequest request, IAsyncEnumerator<FileChange> changes, string root)
    {
        _call = call;
        _sandbox = sandbox;
        _user = user;
        _request = request;
        _changes = changes;
        _root = root.TrimEnd('/') + "/";
    }

    /// <summary>Begins a watch: from then on no change is missed.</summary>
    public static async Task<DirectoryWatch> OpenAsync(E2BCall call, WatchRequest request, CancellationToken cancellationToken)
    {
        var (sandbox, user) = await FilesystemService.BeginAsync(call).ConfigureAwait(false);
        if (!sandbox.TryGet<IFileWatcher>(out var watcher))
        {
            throw new UnsupportedCapabilityException(
                nameof(SandboxOperation.WatchFiles), sandbox.Provider.Capabilities[SandboxOperation.WatchFiles].Support.Description);
        }

        var changes = watcher.WatchAsync(user.Resolve(request.Path), cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            return await changes.MoveNextAsync().ConfigureAwait(false)
                ? new DirectoryWatch(call, sandbox, user, request, changes, changes.Current.Path)
                : throw new SandboxUnavailableException("The watch ended before it began.");
        }
        catch
        {
            await changes.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The next events; null when the watch has ended.</summary>
    public async Task<IReadOnlyList<FilesystemEvent>?> NextAsync()
    {
        while (await _changes.MoveNextAsync().ConfigureAwait(false))
        {
            var change = _changes.Current;
            var events = new List<FilesystemEvent>();
            switch (change.Kind)
            {
                case FileChangeKind.Created:
                    await AddAsync(events, EventType.Create, change.Path).ConfigureAwait(false);
                    break;
                case FileChangeKind.Changed:
                    await AddAsync(events, EventType.Write, change.Path).ConfigureAwait(false);
                    break;
                case FileChangeKind.Deleted:
                    await AddAsync(events, EventType.Remove, change.Path).ConfigureAwait(false);
                    break;
                case FileChangeKind.Renamed:
                    await AddAsync(events, EventType.Rename, change.OldPath ?? change.Path).ConfigureAwait(false);
                    await AddAsync(events, EventType.Create, change.Path).ConfigureAwait(false);
                    break;
            }

            if (events.Count > 0)
            {
                return events;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => _changes.DisposeAsync();

    private async Task AddAsync(List<FilesystemEvent> events, EventType type, string path)
    {
        if (!path.StartsWith(_root, StringComparison.Ordinal))
        {
            return;
        }

        var name = path[_root.Length..];
        if (name.Length == 0 || (!_request.Recursive && name.Contains('/', StringComparison.Ordinal)))
        {
            return;
        }

        var told = new FilesystemEvent { Name = name, Type = type };
        if (_request.IncludeEntry && type is EventType.Create or EventType.Write or EventType.Chmod
            && await _sandbox.Files.GetEntryAsync(path, _call.Aborted).ConfigureAwait(false) is { } entry)
        {
            told.Entry = (await EntryForms.OfAsync(_call, _sandbox, _user, [entry]).ConfigureAwait(false))[0];
        }

        events.Add(told);
    }
}
