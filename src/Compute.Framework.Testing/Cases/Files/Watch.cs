namespace Compute.Framework.Testing;

/// <summary>A watch that goes on in the background and remembers what it saw.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly ComplianceContext _context;
    private readonly string _path;
    private readonly CancellationTokenSource _stop;
    private readonly List<FileChange> _seen = [];
    private readonly Task _reading;
    private Exception? _fault;

    private Watch(ComplianceContext context, IFileWatcher watcher, string path)
    {
        _context = context;
        _path = path;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        _reading = ReadAsync(watcher);
    }

    public IReadOnlyList<FileChange> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>The absolute path of the directory, as the first element has it.</summary>
    public string Root => Seen[0].Path;

    /// <summary>Whether it ended because its token fired.</summary>
    public bool WasCancelled { get; private set; }

    public static async Task<Watch> StartAsync(ComplianceContext context, IFileWatcher watcher, string path)
    {
        var watch = new Watch(context, watcher, path);
        await watch.UntilAsync(() => watch.Seen.Count > 0, "an element that says that the watch has begun").ConfigureAwait(false);
        Check.Equal(FileChangeKind.Ready, watch.Seen[0].Kind, "the first element's kind", Law.Watch);
        return watch;
    }

    public string Path(string name) => $"{_path}/{name}";

    public string Absolute(string name) => $"{Root}/{name}";

    /// <summary>Waits for a change of this path.</summary>
    public async Task<FileChange> SeesAsync(FileChangeKind kind, string name, int times = 1)
    {
        await UntilAsync(
            () => Find() is not null,
            times == 1 ? $"{kind} of {Absolute(name)}" : $"{kind} of {Absolute(name)}, {times} times").ConfigureAwait(false);
        return Find()!;

        FileChange? Find() => Seen.Where(change => change.Kind == kind && change.Path == Absolute(name)).Skip(times - 1).FirstOrDefault();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _stop.Dispose();
    }

    private Task UntilAsync(Func<bool> condition, string expected) => _context.EventuallyAsync(
        () => Task.FromResult(condition() || (_reading.IsCompleted && !condition() && Ended())),
        _context.Settings.Patience,
        () => expected,
        () => $"after {_context.Settings.Patience.TotalSeconds} s: {string.Join(", ", Seen)}",
        Law.Watch);

    private bool Ended() => throw new ComplianceFailedException(
        "a watch goes on until its reader stops",
        _fault is null ? "it ended" : $"{_fault.GetType().Name}: {_fault.Message}", Law.Watch, _fault);

    [
        System.Diagnostics.CodeAnalysis.SuppressMessage(
            "Design", "CA1031:Do not catch general exception types", Justification = "Kept for whoever waits.")
    ]
    private async Task ReadAsync(IFileWatcher watcher)
    {
        try
        {
            await foreach (var change in watcher.WatchAsync(_path, _stop.Token).ConfigureAwait(false))
            {
                lock (_seen)
                {
                    _seen.Add(change);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            WasCancelled = true;
        }
        catch (Exception fault)
        {
            _fault = fault;
        }
    }
}
