namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the groups network, metrics, logs and health.</summary>
internal static class ObservationMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        Endpoint("the endpoint is one where nobody listens", "network/endpoint", async (get, port) => (await get(port)) with { Host = "127.0.0.1", Port = 1, Url = new Uri("http://127.0.0.1:1/") }),
        new("no port has an endpoint, where all are public", "network/endpoint", PublicPorts((_, _) => throw new NotImplementedException())),
        Endpoint("each question has another answer", "network/endpoint-stable", async (get, port) => (await get(port)) with { Port = Random.Shared.Next(1, 65536) }),
        Endpoint("every port has an endpoint", "network/endpoint-unlisted", Tolerant),
        Endpoint("what is no port is taken for the nearest one", "network/port-impossible", (get, port) => port is > 0 and <= 65535 ? get(port) : Tolerant(get, Math.Clamp(port, 1, 65535))),
        Metrics("the time is that of the host's zone", "metrics/plausible", metrics => metrics with { MeasuredAt = metrics.MeasuredAt.ToOffset(TimeSpan.FromHours(2)) }),
        Metrics("memory is measured once and for all", "metrics/memory", metrics => metrics with { MemoryBytes = metrics.MemoryBytes is null ? null : 1 << 20 }),
        Metrics("processor time goes back", "metrics/cpu-time", Reversed()),
        Metrics("processes count as one", "metrics/process-count", metrics => metrics with { ProcessCount = metrics.ProcessCount is null ? null : 1 }),
        Metrics("the memory limit is the machine's", "metrics/memory-limit", metrics => metrics with { MemoryLimitBytes = metrics.MemoryLimitBytes is null ? null : 1L << 40 }),
        Logs("the log is told to be error output", "logs/content", (read, options) => read(options).Select(entry => entry with { Stream = StandardStream.StandardError })),
        new("what commands write is in the log", "logs/commands-stay-out", CommandsInLog(), MutantBase.Reference),
        Logs("the number of entries is dropped", "logs/tail", (read, options) => read(options is null ? null : options with { Tail = null })),
        Logs("the time of entries is dropped", "logs/since", (read, options) => read(options is null ? null : options with { Since = null })),
        Logs("following is dropped", "logs/follow", (read, options) => read(options is null ? null : options with { Follow = false })),
        Health("nobody's check is a healthy sandbox", "health/not-configured", async check => await check() is { Status: not SandboxHealthStatus.NotConfigured } health ? health : new(SandboxHealthStatus.Healthy)),
        Health("what is checked is healthy for ever", "health/checked", async check => await check() is { Status: SandboxHealthStatus.Unhealthy } health ? health with { Status = SandboxHealthStatus.Healthy } : await check()),
        Health("what is gone is unhealthy", "health/destroyed", async check => { try { return await check(); } catch (SandboxNotFoundException) { return new(SandboxHealthStatus.Unhealthy); } }),
    ];

    private static Mutant Endpoint(string name, string caseId, Func<Func<int, Task<SandboxEndpoint>>, int, Task<SandboxEndpoint>> change) =>
        new(name, caseId, new() { Further = new() { Endpoint = change } });

    /// <summary>A provider all of whose ports are public: it takes none on create.</summary>
    public static Mutation PublicPorts(Func<Func<int, Task<SandboxEndpoint>>, int, Task<SandboxEndpoint>>? change = null) => new()
    {
        Describe = info => info.Disclaim(SandboxOperation.CreateSandbox, "Ports"),
        Further = new() { Endpoint = change ?? Tolerant },
    };

    private static Mutant Metrics(string name, string caseId, Func<SandboxMetrics, SandboxMetrics> change) => new(name, caseId, new() { Further = new() { Metrics = change } });

    private static Mutant Logs(string name, string caseId, Func<Func<LogOptions?, IAsyncEnumerable<LogEntry>>, LogOptions?, IAsyncEnumerable<LogEntry>> change) =>
        new(name, caseId, new() { Further = new() { Logs = change } }, MutantBase.Reference);

    private static Mutant Health(string name, string caseId, Func<Func<Task<SandboxHealth>>, Task<SandboxHealth>> change) =>
        new(name, caseId, new() { Further = new() { Health = change } }, MutantBase.Reference);

    private static async Task<SandboxEndpoint> Tolerant(Func<int, Task<SandboxEndpoint>> get, int port)
    {
        try
        {
            return await get(port);
        }
        catch (EndpointNotFoundException)
        {
            return new SandboxEndpoint { Url = new Uri($"http://127.0.0.1:{port}/"), Host = "127.0.0.1", Port = port };
        }
    }

    private static Func<SandboxMetrics, SandboxMetrics> Reversed()
    {
        var asked = 0;
        return metrics => metrics with { CpuTime = metrics.CpuTime is null ? null : TimeSpan.FromHours(1) - TimeSpan.FromSeconds(Interlocked.Increment(ref asked)) };
    }

    private static Mutation CommandsInLog()
    {
        var written = new System.Collections.Concurrent.ConcurrentQueue<LogEntry>();
        return new()
        {
            Run = async (run, command, token) =>
            {
                var result = await run(command, token);
                written.Enqueue(new LogEntry { Data = result.StandardOutput });
                return result;
            },
            Further = new() { Logs = (read, options) => written.ToAsyncEnumerable().Concat(read(options)) },
        };
    }
}
