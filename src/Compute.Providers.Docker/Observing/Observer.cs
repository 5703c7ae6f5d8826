using System.Globalization;
using System.Runtime.CompilerServices;
using Compute.Providers.Docker.Exec;
using Compute.Providers.Docker.Sandboxes;

namespace Compute.Providers.Docker.Observing;

/// <summary>What the engine reports about its containers: measures, logs, events.</summary>
internal sealed class Observer(EngineClient engine)
{
    public async Task<SandboxMetrics> MeasureAsync(string id, CancellationToken cancellationToken)
    {
        var container = await engine.Http.GetJsonAsync(
            $"containers/{id}/json", WireJson.Default.ContainerDetails, HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
        var stats = await engine.Http.GetJsonAsync(
            $"containers/{id}/stats?stream=false&one-shot=true",
            ObservedJson.Default.Stats,
            HttpResource.Sandbox,
            cancellationToken).ConfigureAwait(false);
        return new SandboxMetrics
        {
            MeasuredAt = stats.Read.ToUniversalTime(),
            CpuTime = stats.CpuStats?.CpuUsage is { } cpu ? TimeSpan.FromTicks(cpu.TotalUsage / TimeSpan.NanosecondsPerTick) : null,
            MemoryBytes = stats.MemoryStats?.Usage,
            MemoryLimitBytes = container.HostConfig.Memory > 0 ? container.HostConfig.Memory : null,
            NetworkReceivedBytes = stats.Networks?.Values.Sum(network => network.RxBytes),
            NetworkSentBytes = stats.Networks?.Values.Sum(network => network.TxBytes),
            DiskReadBytes = Blocks(stats, "Read"),
            DiskWrittenBytes = Blocks(stats, "Write"),
            ProcessCount = stats.PidsStats?.Current,
        };
    }

    /// <summary>Reads the log of the main process, line by line.</summary>
    public async IAsyncEnumerable<LogEntry> ReadLogsAsync(
        string id, bool follow, int? tail, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The engines count messages, of which a long line is several.
        var (messages, surplus) = tail > 0
            ? await MessagesOfAsync(id, tail.Value, since, cancellationToken).ConfigureAwait(false)
            : (tail, 0);
        await foreach (var entry in ReadMessagesAsync(id, follow, messages, since, cancellationToken).ConfigureAwait(false))
        {
            if (surplus-- <= 0)
            {
                yield return entry;
            }
        }
    }

    /// <summary>How many messages hold the last lines whole, and how many lines come before these.</summary>
    private async Task<(int? Messages, int Surplus)> MessagesOfAsync(
        string id, int lines, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (!(await engine.QuirksAsync(cancellationToken).ConfigureAwait(false)).CountsLogMessages)
        {
            var total = await ReadMessagesAsync(
                id, follow: false, tail: null, since, cancellationToken).CountAsync(cancellationToken).ConfigureAwait(false);
            return (null, Math.Max(total - lines, 0));
        }

        for (var messages = lines + 1L; true; messages *= 4)
        {
            int? count = messages > int.MaxValue ? null : (int)messages;
            var found = await ReadMessagesAsync(
                id, follow: false, count, since, cancellationToken).CountAsync(cancellationToken).ConfigureAwait(false);

            if (found > lines)
            {
                return (count, found - lines);
            }

            // The first of them may be the end of a line that begins before; or there are no more lines.
            var all = ReadMessagesAsync(id, follow: false, tail: null, since, cancellationToken);
            if (count is null
                || await all.Take(lines < int.MaxValue ? lines + 1 : lines).CountAsync(cancellationToken).ConfigureAwait(false) <= lines)
            {
                return (null, 0);
            }
        }
    }

    private async IAsyncEnumerable<LogEntry> ReadMessagesAsync(
        string id, bool follow, int? tail, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pieceBytes = (await engine.QuirksAsync(cancellationToken).ConfigureAwait(false)).LogPieceBytes;
        var last = tail?.ToString(CultureInfo.InvariantCulture) ?? "all";
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"containers/{id}/logs?stdout=1&stderr=1&timestamps=1&follow={follow}&since={since?.ToUnixTimeSeconds() ?? 0}&tail={last}");
        var stream = await engine.Http.OpenComputeAsync(query, HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        var frames = new OutputFrames(stream, isRaw: false, () => false, keepsFrames: true);
        var lines = new[] { StandardStream.StandardOutput, StandardStream.StandardError }.ToDictionary(
            of => of, of => new LogLines(of, pieceBytes));
        while (await frames.ReadAsync(cancellationToken).ConfigureAwait(false) is var (of, data))
        {
            foreach (var entry in lines[of].Add(data.Span, frames.IsAtEnd).Where(entry => !(entry.Timestamp < since)))
            {
                yield return entry;
            }
        }

        foreach (var entry in lines.Values.SelectMany(rest => rest.End()).Where(entry => !(entry.Timestamp < since)))
        {
            yield return entry;
        }
    }

    /// <summary>Reads what happens to this provider's sandboxes, without an end.</summary>
    public async IAsyncEnumerable<SandboxEvent> ReadEventsAsync(
        DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = since is { } time ? string.Create(CultureInfo.InvariantCulture, $"&since={time.ToUnixTimeSeconds()}") : string.Empty;
        var stream = await engine.Http.OpenComputeAsync(
            "events?" + EngineClient.Filters("label", SandboxLabels.IsOurs) + from,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        await foreach (
            var happened in NdjsonReader.ReadAsync(
                stream, ObservedJson.Default.EngineEvent, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            var occurredAt = DateTimeOffset.UnixEpoch.AddTicks(happened.Nanoseconds / TimeSpan.NanosecondsPerTick);
            // Behind a colon come the arguments of a command, which may hold secrets.
            if (happened is { Action: { } action, Actor: { } actor }
                && action.Split(':')[0] is var name
                && SandboxLabels.Own(actor.Attributes) is { } labels
                && !(occurredAt < since))
            {
                yield return new SandboxEvent
                {
                    Kind = Kind(name), SandboxId = actor.Id, OccurredAt = occurredAt, Name = name, Labels = labels,
                };
            }
        }

        throw new SandboxUnavailableException("The engine ended its events: the connection was lost.");
    }

    private static long? Blocks(Stats stats, string operation) =>
        stats.BlkioStats?.IoServiceBytesRecursive?.Where(
            count => string.Equals(count.Op, operation, StringComparison.OrdinalIgnoreCase)).Sum(count => count.Value);

    private static SandboxEventKind Kind(string action) => action switch
    {
        "create" => SandboxEventKind.Created,
        "start" => SandboxEventKind.Started,
        "pause" => SandboxEventKind.Paused,
        "unpause" => SandboxEventKind.Resumed,
        "die" or "died" => SandboxEventKind.Stopped,
        "destroy" or "remove" => SandboxEventKind.Destroyed,
        "oom" => SandboxEventKind.OutOfMemory,
        _ => action.StartsWith("health_status", StringComparison.Ordinal) ? SandboxEventKind.HealthChanged : SandboxEventKind.Other,
    };
}
