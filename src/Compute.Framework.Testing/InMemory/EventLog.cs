using System.Runtime.CompilerServices;

namespace Compute.Framework.Testing;

/// <summary>What happened to the sandboxes of one in-memory provider; the oldest events are dropped.</summary>
internal sealed class EventLog
{
    private const int Kept = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<SandboxEvent> _events = new();
    private long _first;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(SandboxEventKind kind, InMemorySandbox sandbox, DateTimeOffset now)
    {
        lock (_gate)
        {
            _events.Enqueue(new SandboxEvent
            {
                Kind = kind,
                SandboxId = sandbox.Id,
                OccurredAt = now,
                Name = kind.ToString(),
                Labels = sandbox.Labels,
            });
            if (_events.Count > Kept)
            {
                _events.Dequeue();
                _first++;
            }

            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async IAsyncEnumerable<SandboxEvent> ReadAsync(
        DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = since is null ? End() : 0;
        while (true)
        {
            SandboxEvent[] come;
            Task changed;
            lock (_gate)
            {
                come = [.. _events.Skip((int)Math.Max(0, next - _first))];
                next = _first + _events.Count;
                changed = _changed.Task;
            }

            foreach (var item in come)
            {
                if (since is null || item.OccurredAt >= since)
                {
                    yield return item;
                }
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private long End()
    {
        lock (_gate)
        {
            return _first + _events.Count;
        }
    }
}
