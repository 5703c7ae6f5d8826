using System.Collections.Concurrent;
using Compute.Gateway.Http;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.State;

/// <summary>The processes that callers started or follow. They live on when a connection is cut, and are found again by their id and by
/// the key of their start.</summary>
internal sealed partial class ProcessRegistry : IAsyncDisposable
{
    private const int MaxKeyLength = 256;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    /// <summary>What was canceled, or has been released: it is not started again.</summary>
    private static readonly Lazy<Task<ServedProcess>> Refused = new(
        static () => Task.FromException<ServedProcess>(new SandboxUnavailableException("The start was canceled, or is over.")));

    private readonly ConcurrentDictionary<(string Provider, string Sandbox, string Id), ServedProcess> _byId = new();
    private readonly ConcurrentDictionary<(string Provider, string Sandbox, string Key), Start> _starts = new();
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _sweeper;

    public ProcessRegistry(GatewayOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _sweeper = time.CreateTimer(_ => _ = SweepAsync(), null, SweepInterval, SweepInterval);
    }

    /// <summary>How many processes run.</summary>
    public int RunningCount => _byId.Count(static process => process.Value.EndedAt is null);

    /// <summary>Starts a process, or returns the one that was started with the same key.</summary>
    public async Task<ServedProcess> StartAsync(GatewayCall call, string sandboxId, string? key, Func<Task<ISandboxProcess>> start)
    {
        call.Server.Shutdown.RequireOpen();
        if (RunningCount >= _options.MaxProcesses)
        {
            throw new ResourceLimitException("processes of the gateway");
        }

        if (key is null)
        {
            return await AddAsync(call.ProviderKey, sandboxId, key, start).ConfigureAwait(false);
        }

        if (key.Length is 0 or > MaxKeyLength)
        {
            throw GatewayCall.Invalid(GatewayProtocol.StartKey, $"1 to {MaxKeyLength} characters");
        }

        // The start goes on when the connection is cut: whoever asks again gets it.
        var id = (call.ProviderKey, sandboxId, key);
        var started = _starts.GetOrAdd(
            id,
            _ => new Start(
                new Lazy<Task<ServedProcess>>(() => Task.Run(() => AddAsync(call.ProviderKey, sandboxId, key, start))), _time.GetUtcNow()));
        try
        {
            return await started.Process.Value.WaitAsync(call.Aborted).ConfigureAwait(false);
        }
        catch (Exception) when (started.Process.Value.IsFaulted && started.Process != Refused)
        {
            _starts.TryRemove(new(id, started));
            throw;
        }
    }

    /// <summary>Finds a process by its id, or by the key of its start, which no later process has.</summary>
    public async Task<ServedProcess?> FindAsync(
        string provider, ISandbox sandbox, string processId, string? key, CancellationToken cancellationToken)
    {
        if (key is not null)
        {
            return _starts.TryGetValue((provider, sandbox.Id, key), out var start) && start.Process != Refused
                ? await start.Process.Value.WaitAsync(cancellationToken).ConfigureAwait(false)
                : null;
        }

        var id = (provider, sandbox.Id, processId);
        if (_byId.TryGetValue(id, out var known))
        {
            return known;
        }

        if (!sandbox.TryGet<IProcessTable>(out var table)
            || await table.AttachProcessAsync(processId, cancellationToken).ConfigureAwait(false) is not { } attached)
        {
            return null;
        }

        var served = new ServedProcess(attached, startKey: null, _time);
        if (_byId.TryAdd(id, served))
        {
            _ = EndAsync(served);
            return served;
        }

        await attached.DisposeAsync().ConfigureAwait(false);
        return _byId.GetValueOrDefault(id);
    }

    /// <summary>Ends what was started with a key, also if its start arrives only later.</summary>
    public async Task CancelAsync(string provider, string sandboxId, string key)
    {
        var start = _starts.GetOrAdd((provider, sandboxId, key), _ => new Start(Refused, _time.GetUtcNow()));
        if (start.Process == Refused)
        {
            return;
        }

        ServedProcess process;
        try
        {
            process = await start.Process.Value.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return;
        }

        await ReleaseAsync(provider, sandboxId, process).ConfigureAwait(false);
    }

    /// <summary>Lets a process go; one that was started here is killed if it still runs.</summary>
    public async Task ReleaseAsync(string provider, string sandboxId, ServedProcess process)
    {
        await process.DisposeAsync().ConfigureAwait(false);
        _byId.TryRemove(new((provider, sandboxId, process.Process.Id), process));
        if (process.StartKey is { } key)
        {
            // A repeated start may still be on its way.
            _starts[(provider, sandboxId, key)] = new Start(Refused, _time.GetUtcNow());
        }
    }

    /// <summary>Lets the processes of a destroyed sandbox go.</summary>
    public async Task ForgetAsync(string provider, string sandboxId)
    {
        foreach (var (id, process) in _byId.Where(process => process.Key.Provider == provider && process.Key.Sandbox == sandboxId))
        {
            await ReleaseAsync(id.Provider, id.Sandbox, process).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_byId.Values.Select(static process => process.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private async Task<ServedProcess> AddAsync(string provider, string sandboxId, string? key, Func<Task<ISandboxProcess>> start)
    {
        var process = new ServedProcess(await start().ConfigureAwait(false), key, _time);

        // A process that has ended may have had the same number; by the key of its start it is still found.
        _byId[(provider, sandboxId, process.Process.Id)] = process;
        _ = EndAsync(process);
        return process;
    }

    /// <summary>Notes when a process ends, whether or not somebody follows it.</summary>
    private static async Task EndAsync(ServedProcess process)
    {
        GatewayTelemetry.Processes.Add(1);
        await ((Task)process.EndAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        GatewayTelemetry.Processes.Add(-1);
    }

    private async Task SweepAsync()
    {
        try
        {
            var now = _time.GetUtcNow();
            var oldest = now - _options.ProcessRetention;
            foreach (var (id, process) in _byId.Where(process => process.Value.EndedAt < oldest))
            {
                await ReleaseAsync(id.Provider, id.Sandbox, process).ConfigureAwait(false);
            }

            foreach (var (id, start) in _starts.Where(start => start.Value.Process == Refused && start.Value.At < oldest))
            {
                _starts.TryRemove(new(id, start));
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            SweepFailed(_logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Processes that have ended could not be released.")]
    private static partial void SweepFailed(ILogger logger, Exception exception);

    private sealed record Start(Lazy<Task<ServedProcess>> Process, DateTimeOffset At);
}
