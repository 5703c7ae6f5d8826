namespace Compute.Framework.Testing;

/// <summary>One sandbox of the in-memory provider while it lives.</summary>
internal sealed class SandboxState : IDisposable
{
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _gone = new();
    private readonly TimeProvider _time;
    private readonly ITimer? _expiry;

    public SandboxState(InMemorySandbox facts, FileTree files, string? snapshotId, TimeProvider time)
    {
        _time = time;
        Facts = facts;
        Files = files;
        SnapshotId = snapshotId;
        FileSystem = new InMemoryFileSystem(this, facts.WorkingDirectory);
        if (facts.ExpiresAt is { } end)
        {
            // Look-ups compare with the clock; the timer is there to end what still runs.
            _expiry = time.CreateTimer(static state => ((SandboxState)state!).EndIfExpired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Arm(end);
        }
    }

    public InMemorySandbox Facts { get; }

    public FileTree Files { get; }

    public InMemoryFileSystem FileSystem { get; }

    /// <summary>The snapshot that it was created from, or null.</summary>
    public string? SnapshotId { get; }

    /// <summary>Fires when the sandbox is destroyed or has expired.</summary>
    public CancellationToken Gone => _gone.Token;

    public bool IsGone => _gone.IsCancellationRequested || IsExpired;

    private bool IsExpired => Facts.ExpiresAt is { } end && end <= _time.GetUtcNow();

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
        _expiry?.Dispose();

        // Not on this thread: what waits for the end is the consumer's code. The source has no timer to dispose.
        _ = _gone.CancelAsync();
    }

    private void EndIfExpired()
    {
        if (IsExpired)
        {
            Dispose();
        }
        else if (Facts.ExpiresAt is { } end)
        {
            Arm(end);
        }
    }

    private void Arm(DateTimeOffset end)
    {
        var left = end - _time.GetUtcNow();
        _expiry!.Change(left < ShortestTimer ? ShortestTimer : left > LongestTimer ? LongestTimer : left, Timeout.InfiniteTimeSpan);
    }
}
