namespace Compute.Framework.Testing;

/// <summary>What happens to sandboxes is reported.</summary>
public static class EventCases
{
    /// <summary>A reader sees a sandbox come and go, in order, while it reads.</summary>
    [ComplianceCase("events/created-and-destroyed")]
    [Proves(SandboxOperation.ReadEvents)]
    public static async Task CreatedAndDestroyed(ComplianceContext context)
    {
        var source = context.Store<IEventSource>(SandboxOperation.ReadEvents);
        var reader = new EventReader(context, source, null);
        await using (reader.ConfigureAwait(false))
        {
            await SeenReadingAsync(context, reader).ConfigureAwait(false);
            var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
            await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
            await CheckLifeAsync(context, reader, sandbox.Id).ConfigureAwait(false);
            var own = reader.Of(sandbox.Id);
            Check.That(own.All(item => item.Name.Length > 0), "the back end's own name of each event", "an empty one", Law.Events);
            foreach (var item in own)
            {
                Optional.CheckAboutNow(item.OccurredAt, "OccurredAt", Law.Events);
                Check.That(
                    !item.Labels.Keys.Any(key => key.StartsWith("compute.", StringComparison.Ordinal)),
                    "no label of the framework's own in an event",
                    string.Join(", ", item.Labels.Keys),
                    Law.Events);
            }
        }
    }

    /// <summary>A reader that comes later gets what happened since the time that it names, and nothing from before.</summary>
    [ComplianceCase("events/since")]
    [Proves(SandboxOperation.ReadEvents, "Since")]
    public static async Task Since(ComplianceContext context)
    {
        context.Require(SandboxOperation.ReadEvents, "Since");
        var source = context.Store<IEventSource>(SandboxOperation.ReadEvents);
        var earlier = await context.CreateSandboxAsync().ConfigureAwait(false);
        await earlier.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        await context.WaitAsync(
            TimeSpan.FromSeconds(1.2), "time stamps that differ, where the back end counts whole seconds").ConfigureAwait(false);
        var since = DateTimeOffset.UtcNow;
        await context.WaitAsync(
            TimeSpan.FromSeconds(1.2), "time stamps that differ, where the back end counts whole seconds").ConfigureAwait(false);
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        var reader = new EventReader(context, source, since);
        await using (reader.ConfigureAwait(false))
        {
            await CheckLifeAsync(context, reader, sandbox.Id).ConfigureAwait(false);
            Check.Equal(0, reader.Of(earlier.Id).Count, "how many events of before that time there are", Law.HonorOrReject);
        }
    }

    /// <summary>Reading goes on until the caller stops, and then ends at once.</summary>
    [ComplianceCase("events/cancel")]
    public static async Task Cancel(ComplianceContext context)
    {
        var source = context.Store<IEventSource>(SandboxOperation.ReadEvents);
        var reader = new EventReader(context, source, null);
        await SeenReadingAsync(context, reader).ConfigureAwait(false);
        await context.WaitAsync(TimeSpan.FromSeconds(1), "a reading that must not end while nothing happens").ConfigureAwait(false);
        Check.That(!reader.HasEnded, "reading goes on while nothing happens", $"it ended {reader.Fault?.Message}", Law.Events);
        await reader.DisposeAsync().AsTask().WaitAsync(context.Settings.Patience, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            reader.Fault is OperationCanceledException,
            "an OperationCanceledException from a reader whose token fired",
            reader.Fault?.GetType().Name ?? "no exception",
            Law.Events);
    }

    /// <summary>Pausing and resuming are reported where sandboxes can be paused.</summary>
    [ComplianceCase("events/paused-and-resumed")]
    public static async Task PausedAndResumed(ComplianceContext context)
    {
        var source = context.Store<IEventSource>(SandboxOperation.ReadEvents, SandboxOperation.Pause, SandboxOperation.Resume);
        var reader = new EventReader(context, source, null);
        await using (reader.ConfigureAwait(false))
        {
            await SeenReadingAsync(context, reader).ConfigureAwait(false);
            var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
            await sandbox.Claimed<IPausable>().PauseAsync(context.CancellationToken).ConfigureAwait(false);
            await sandbox.Claimed<IPausable>().ResumeAsync(context.CancellationToken).ConfigureAwait(false);
            await CheckOrderAsync(
                context,
                reader,
                sandbox.Id,
                SandboxEventKind.Created,
                SandboxEventKind.Paused,
                SandboxEventKind.Resumed).ConfigureAwait(false);
        }
    }

    /// <summary>Some back ends begin to report a moment after they were asked: sandboxes are made until one of them is reported.</summary>
    private static async Task SeenReadingAsync(ComplianceContext context, EventReader reader)
    {
        for (var i = 0; i < 5; i++)
        {
            var probe = await context.CreateSandboxAsync().ConfigureAwait(false);
            await probe.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
            for (var wait = 0; wait < 20; wait++)
            {
                reader.ThrowIfEnded();
                if (reader.Of(probe.Id).Count > 0)
                {
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), context.CancellationToken).ConfigureAwait(false);
            }
        }

        throw new ComplianceFailedException(
            "an event of a sandbox that is made and destroyed while a reader reads", "none of five", Law.Events);
    }

    private static Task CheckLifeAsync(ComplianceContext context, EventReader reader, string sandboxId) =>
        CheckOrderAsync(context, reader, sandboxId, SandboxEventKind.Created, SandboxEventKind.Destroyed);

    /// <summary>The reader gets each of these once, in this order; others may be in between.</summary>
    private static async Task CheckOrderAsync(
        ComplianceContext context, EventReader reader, string sandboxId, params SandboxEventKind[] kinds)
    {
        await context.EventuallyAsync(
            () =>
            {
                reader.ThrowIfEnded();
                return Task.FromResult(kinds.All(kind => reader.Of(sandboxId).Any(item => item.Kind == kind)));
            },
            context.Settings.Patience,
            () => $"events of the kinds {string.Join(", ", kinds)}",
            () => reader.Show(sandboxId),
            Law.Events).ConfigureAwait(false);
        var told = reader.Of(sandboxId).Select(item => item.Kind).Where(kinds.Contains);
        Check.Equal(string.Join(", ", kinds), string.Join(", ", told), "what happened to the sandbox, in order,", Law.Events);
    }
}
