using System.Globalization;
using System.Runtime.CompilerServices;
using Compute.Framework.Streams;
using Compute.Providers.Docker.Exec;
using Compute.Providers.Docker.Sandboxes;

namespace Compute.Providers.Docker.Observing;

/// <summary>What the engine tells about its containers: measures, logs, events.</summary>
internal sealed class Observer(EngineClient engine)
{
    public async Task<SandboxMetrics> MeasureAsync(string id, CancellationToken cancellationToken)
    {
        var container = await engine.Http.GetJsonAsync($"containers/{id}/json", WireJson.Default.ContainerDetails, HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
        var stats = await engine.Http.GetJsonAsync($"containers/{id}/stats?stream=false&one-shot=true", ObservedJson.Default.Stats, HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
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
        var query = string.Create(CultureInfo.InvariantCulture, $"containers/{id}/logs?stdout=1&stderr=1&timestamps=1&follow={follow}&since={since?.ToUnixTimeSeconds() ?? 0}&tail={tail?.ToString(CultureInfo.InvariantCulture) ?? "all"}");
        var stream = await engine.Http.OpenComputeAsync(query, HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        var frames = new OutputFrames(stream, isRaw: false, () => false);
        var lines = new Dictionary<OutputStream, LineCollector> { [OutputStream.StandardOutput] = new(), [OutputStream.StandardError] = new() };
        while (await frames.ReadAsync(cancellationToken).ConfigureAwait(false) is var (of, data))
        {
            foreach (var entry in lines[of].Add(data.Span).Select(line => Entry(of, line)).Where(entry => !(entry.Timestamp < since)))
            {
                yield return entry;
            }
        }

        foreach (var (of, rest) in lines.Where(stream => !stream.Value.Rest.IsEmpty))
        {
            yield return Entry(of, rest.Rest);
        }
    }

    /// <summary>Reads what happens to this provider's sandboxes, without an end.</summary>
    public async IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = since is { } time ? string.Create(CultureInfo.InvariantCulture, $"&since={time.ToUnixTimeSeconds()}") : string.Empty;
        var stream = await engine.Http.OpenComputeAsync("events?" + EngineClient.Filters("label", SandboxLabels.IsOurs) + from, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        await foreach (var happened in NdjsonReader.ReadAsync(stream, ObservedJson.Default.EngineEvent, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            var occurredAt = DateTimeOffset.UnixEpoch.AddTicks(happened.Nanoseconds / TimeSpan.NanosecondsPerTick);
            // Behind a colon come the arguments of a command, which may hold secrets.
            if (happened is { Action: { } action, Actor: { } actor } && action.Split(':')[0] is var name && SandboxLabels.Own(actor.Attributes) is { } labels && !(occurredAt < since))
            {
                yield return new SandboxEvent { Kind = Kind(name), SandboxId = actor.Id, OccurredAt = occurredAt, Name = name, Labels = labels };
            }
        }

        throw new SandboxUnavailableException("The engine ended its events: the connection was lost.");
    }

    private static long? Blocks(Stats stats, string operation) =>
        stats.BlkioStats?.IoServiceBytesRecursive?.Where(count => string.Equals(count.Op, operation, StringComparison.OrdinalIgnoreCase)).Sum(count => count.Value);

    /// <summary>A line begins with the time and a space.</summary>
    private static LogEntry Entry(OutputStream of, ReadOnlyMemory<byte> line)
    {
        var space = line.Span.IndexOf((byte)' ');
        return space > 0 && DateTimeOffset.TryParse(System.Text.Encoding.ASCII.GetString(line.Span[..space]), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? new LogEntry { Stream = of, Timestamp = time, Data = line[(space + 1)..] }
            : new LogEntry { Stream = of, Data = line };
    }

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
