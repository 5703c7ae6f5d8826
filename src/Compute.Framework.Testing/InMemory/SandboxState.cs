namespace Compute.Framework.Testing;

/// <summary>One sandbox of the in-memory provider while it lives.</summary>
internal sealed class SandboxState : IDisposable
{
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(10);
    internal static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _gone = new();
    private readonly TimeProvider _time;
    private readonly InMemorySandbox _facts;
    private readonly ITimer _expiry;
    private readonly Lock _gate = new();
    private DateTimeOffset? _end;

    public SandboxState(InMemorySandbox facts, FileTree files, string? snapshotId, TimeProvider time)
    {
        _time = time;
        _facts = facts;
        _end = facts.ExpiresAt;
        Files = files;
        SnapshotId = snapshotId;
        FileSystem = new InMemoryFileSystem(this, facts.WorkingDirectory);

        // Look-ups compare with the clock; the timer is there to end what still runs.
        _expiry = time.CreateTimer(
            static state => ((SandboxState)state!).EndIfExpired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    public InMemorySandbox Facts => _facts with { Status = Activity.Status, ExpiresAt = End };

    public SandboxActivity Activity { get; } = new();

    public FileTree Files { get; }

    public InMemoryFileSystem FileSystem { get; }

    /// <summary>The snapshot that it was created from, or null.</summary>
    public string? SnapshotId { get; }

    /// <summary>Fires when the sandbox is destroyed or has expired.</summary>
    public CancellationToken Gone => _gone.Token;

    public bool IsGone => _gone.IsCancellationRequested || IsExpired;

    private bool IsExpired => End is { } end && end <= _time.GetUtcNow();

    private DateTimeOffset? End
    {
        get
        {
            lock (_gate)
            {
                return _end;
            }
        }
    }

    /// <summary>When a sandbox ends that lives so long from now.</summary>
    public static DateTimeOffset EndAfter(DateTimeOffset now, TimeSpan lifetime) =>
        lifetime < DateTimeOffset.MaxValue - now ? now + lifetime : DateTimeOffset.MaxValue;

    /// <summary>Sets another end.</summary>
    public void ExpireIn(TimeSpan lifetime)
    {
        lock (_gate)
        {
            _end = EndAfter(_time.GetUtcNow(), lifetime);
        }

        Arm();
    }

    /// <summary>The changes of a directory's files.</summary>
    public IAsyncEnumerable<FileChange> WatchAsync(string path, CancellationToken cancellationToken) =>
        Files.WatchAsync(TreePath.Resolve(_facts.WorkingDirectory, path), Gone, cancellationToken);

    /// <exception cref="SandboxNotFoundException">It is gone.</exception>
    public void ThrowIfGone()
    {
        if (IsGone)
        {
            throw new SandboxNotFoundException();
        }
    }

    /// <summary>Ends the sandbox and what runs in it. Idempotent.</summary>
    public void Dispose()
    {
        _expiry.Dispose();
        Activity.Dispose();

        // Not on this thread: what waits for the end is the consumer's code. The source has no timer to dispose.
        _ = _gone.CancelAsync();
    }

    private void EndIfExpired()
    {
        if (IsExpired)
        {
            Dispose();
        }
        else
        {
            Arm();
        }
    }

    private void Arm()
    {
        if (End is { } end)
        {
            var left = end - _time.GetUtcNow();
            _expiry.Change(left < ShortestTimer ? ShortestTimer : left > LongestTimer ? LongestTimer : left, Timeout.InfiniteTimeSpan);
        }
    }
}
