using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Compute.Framework.Testing.Tests.Mutants.Reference;

/// <summary>A sandbox of a <see cref="ReferenceProvider"/>. What the sandbox below can do is asked of that one.</summary>
public sealed class ReferenceSandbox(ISandbox inner, ReferenceProvider provider, bool isOwned) : ISandbox, IPausable, IRestartable, ILogSource, IHealthSource
{
    /// <summary>The check of a sandbox whose health is checked succeeds as long as this file is not there.</summary>
    public const string UnhealthyFile = "unhealthy";

    public ISandbox Inner => inner;

    public string Id => inner.Id;

    public ProviderInfo Provider => provider.Info;

    public ISandboxFileSystem Files => inner.Files;

    private RecordedSandbox Record => provider.World.Of(inner.Id);

    public void WriteLog(string text) => provider.World.WriteLog(Id, text);

    public async Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) => provider.Describe(await inner.GetInfoAsync(cancellationToken));

    public Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default)
    {
        ThrowIfStopped();
        return inner.RunAsync(command, cancellationToken);
    }

    public async Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default)
    {
        ThrowIfStopped();
        var process = await inner.StartAsync(command, cancellationToken);
        Record.Processes.Add(process);
        return process;
    }

    public Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfStopped();
        return inner.RunCodeAsync(code, options, cancellationToken);
    }

    public async Task PauseAsync(CancellationToken cancellationToken = default)
    {
        await Below<IPausable>().PauseAsync(cancellationToken);
        provider.World.Happened(Id, SandboxEventKind.Paused);
    }

    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        await Below<IPausable>().ResumeAsync(cancellationToken);
        provider.World.Happened(Id, SandboxEventKind.Resumed);
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await inner.GetInfoAsync(cancellationToken);
        Record.IsStopped = true;
        await EndProcessesAsync();
    }

    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync(cancellationToken);
        Record.IsStopped = false;
    }

    public async Task<SandboxHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        await inner.GetInfoAsync(cancellationToken);
        if (!Record.IsHealthChecked)
        {
            return new SandboxHealth(SandboxHealthStatus.NotConfigured);
        }

        return new SandboxHealth(await inner.Files.ExistsAsync(UnhealthyFile, cancellationToken) ? SandboxHealthStatus.Unhealthy : SandboxHealthStatus.Healthy);
    }

    public async IAsyncEnumerable<LogEntry> ReadLogsAsync(LogOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = provider.World.Log.All;
        var own = all.Where(item => item.SandboxId == Id).Select(item => item.Entry).Where(entry => !(entry.Timestamp < options?.Since)).ToList();
        foreach (var entry in own.Skip(own.Count - Math.Min(own.Count, options?.Tail ?? own.Count)))
        {
            yield return entry;
        }

        if (options?.Follow != true)
        {
            yield break;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Record.End);
        await using var more = provider.World.Log.FollowAsync(all.Count, end.Token).Where(item => item.SandboxId == Id).GetAsyncEnumerator(end.Token);
        while (await NextAsync())
        {
            yield return more.Current.Entry;
        }

        async Task<bool> NextAsync()
        {
            try
            {
                return await more.MoveNextAsync();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    public async Task DestroyAsync(CancellationToken cancellationToken = default)
    {
        await inner.DestroyAsync(cancellationToken);
        provider.World.Gone(Id);
    }

    public bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        if (this is TCapability own && (typeof(TCapability) != typeof(IPausable) || inner.TryGet<IPausable>(out _)))
        {
            capability = own;
            return true;
        }

        return inner.TryGet(out capability);
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        if (isOwned)
        {
            provider.World.Gone(Id);
        }
    }

    private T Below<T>()
        where T : class =>
        inner.TryGet<T>(out var capability) ? capability : throw new UnsupportedCapabilityException(typeof(T).Name);

    private async Task EndProcessesAsync()
    {
        while (Record.Processes.TryTake(out var process))
        {
            await process.KillAsync();
        }
    }

    private void ThrowIfStopped()
    {
        if (Record.IsStopped)
        {
            throw new SandboxUnavailableException("The sandbox is stopped.");
        }
    }
}
