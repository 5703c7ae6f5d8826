namespace Compute.Framework.Testing;

/// <summary>Reads events in the background and remembers them.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly List<SandboxEvent> _events = [];
    private readonly Task _reading;

    public EventReader(ComplianceContext context, IEventSource source, DateTimeOffset? since)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        _reading = ReadAsync(source, since);
    }

    public bool HasEnded => _reading.IsCompleted;

    /// <summary>Why the reading ended; null when it goes on, or ended without an exception.</summary>
    public Exception? Fault { get; private set; }

    public IReadOnlyList<SandboxEvent> Of(string sandboxId)
    {
        lock (_events)
        {
            return [.. _events.Where(item => item.SandboxId == sandboxId)];
        }
    }

    public string Show(string sandboxId) => Of(sandboxId) is { Count: > 0 } own
        ? string.Join(", ", own.Select(item => $"{item.Kind} ({item.Name})"))
        : "none";

    public void ThrowIfEnded() =>
        Check.That(
            !HasEnded,
            "reading goes on until the caller stops",
            Fault is { } fault ? $"{fault.GetType().Name}: {fault.Message}" : "it ended",
            Law.Events);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _stop.Dispose();
    }

    [
        System.Diagnostics.CodeAnalysis.SuppressMessage(
            "Design", "CA1031:Do not catch general exception types", Justification = "Kept for whoever asks.")
    ]
    private async Task ReadAsync(IEventSource source, DateTimeOffset? since)
    {
        try
        {
            await foreach (var item in source.ReadEventsAsync(since, _stop.Token).ConfigureAwait(false))
            {
                lock (_events)
                {
                    _events.Add(item);
                }
            }
        }
        catch (Exception fault)
        {
            Fault = fault;
        }
    }
}
