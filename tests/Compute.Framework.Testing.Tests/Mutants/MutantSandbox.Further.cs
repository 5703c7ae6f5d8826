namespace Compute.Framework.Testing.Tests.Mutants;

/// <content>What a sandbox need not have.</content>
public sealed partial class MutantSandbox
    : IPausable, IRestartable, ILifetimeExtendable, IEndpointSource, IMetricsSource, IHealthSource, ILogSource, IFileWatcher, IProcessTable, ITerminalHost
{
    private FurtherMutation Further => mutation.Further;

    public Task PauseAsync(CancellationToken cancellationToken = default) =>
        Changed(Further.Pause, () => Has<IPausable>().PauseAsync(cancellationToken));

    public Task ResumeAsync(CancellationToken cancellationToken = default) =>
        Changed(Further.Resume, () => Has<IPausable>().ResumeAsync(cancellationToken));

    public Task StopAsync(CancellationToken cancellationToken = default) =>
        Changed(Further.Stop, () => Has<IRestartable>().StopAsync(cancellationToken));

    public Task RestartAsync(CancellationToken cancellationToken = default) =>
        Changed(Further.Restart, () => Has<IRestartable>().RestartAsync(cancellationToken));

    public Task ExtendLifetimeAsync(TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        return Further.Extend?.Invoke(Inner, inner, lifetime) ?? Inner(lifetime);
        Task Inner(TimeSpan changed) => Has<ILifetimeExtendable>().ExtendLifetimeAsync(changed, cancellationToken);
    }

    public Task<SandboxEndpoint> GetEndpointAsync(int port, CancellationToken cancellationToken = default)
    {
        return Further.Endpoint?.Invoke(Inner, port) ?? Inner(port);
        Task<SandboxEndpoint> Inner(int changed) => Has<IEndpointSource>().GetEndpointAsync(changed, cancellationToken);
    }

    public async Task<SandboxMetrics> GetMetricsAsync(CancellationToken cancellationToken = default)
    {
        var metrics = await Has<IMetricsSource>().GetMetricsAsync(cancellationToken);
        return Further.Metrics?.Invoke(metrics) ?? metrics;
    }

    public Task<SandboxHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        return Further.Health?.Invoke(Inner) ?? Inner();
        Task<SandboxHealth> Inner() => Has<IHealthSource>().CheckHealthAsync(cancellationToken);
    }

    public IAsyncEnumerable<LogEntry> ReadLogsAsync(LogOptions? options = null, CancellationToken cancellationToken = default)
    {
        return Further.Logs?.Invoke(Inner, options) ?? Inner(options);
        IAsyncEnumerable<LogEntry> Inner(LogOptions? changed) => Has<ILogSource>().ReadLogsAsync(changed, cancellationToken);
    }

    public IAsyncEnumerable<FileChange> WatchAsync(string path, CancellationToken cancellationToken = default)
    {
        return Further.Watch?.Invoke(Inner, path) ?? Inner(path);
        IAsyncEnumerable<FileChange> Inner(string changed) => Has<IFileWatcher>().WatchAsync(changed, cancellationToken);
    }

    public IAsyncEnumerable<SandboxProcessInfo> ListProcessesAsync(CancellationToken cancellationToken = default)
    {
        var listed = Has<IProcessTable>().ListProcessesAsync(cancellationToken);
        return Further.ListProcesses?.Invoke(listed) ?? listed;
    }

    public Task<ISandboxProcess?> AttachProcessAsync(string processId, CancellationToken cancellationToken = default)
    {
        return Further.Attach?.Invoke(Inner) ?? Inner();

        async Task<ISandboxProcess?> Inner() =>
            await Has<IProcessTable>().AttachProcessAsync(processId, cancellationToken) is { } found ? new MutantProcess(found, mutation.Process) : null;
    }

    public Task<ISandboxTerminal> OpenTerminalAsync(TerminalOptions? options = null, CancellationToken cancellationToken = default)
    {
        return mutation.Terminal.Open?.Invoke(Inner, options) ?? Inner(options);

        async Task<ISandboxTerminal> Inner(TerminalOptions? changed) =>
            new MutantTerminal(await Has<ITerminalHost>().OpenTerminalAsync(changed, cancellationToken), mutation.Terminal);
    }

    public IAsyncEnumerable<TerminalInfo> ListTerminalsAsync(CancellationToken cancellationToken = default)
    {
        var listed = Has<ITerminalHost>().ListTerminalsAsync(cancellationToken);
        return mutation.Terminal.List?.Invoke(listed) ?? listed;
    }

    public Task<ISandboxTerminal?> GetTerminalAsync(string terminalId, CancellationToken cancellationToken = default)
    {
        return mutation.Terminal.Get?.Invoke(Inner) ?? Inner();

        async Task<ISandboxTerminal?> Inner() =>
            await Has<ITerminalHost>().GetTerminalAsync(terminalId, cancellationToken) is { } found ? new MutantTerminal(found, mutation.Terminal) : null;
    }

    private Task<bool> Changed(Func<Func<Task>, ISandbox, Task>? change, Func<Task> call) => mutation.GuardAsync(async () =>
    {
        await (change is null ? call() : change(call, inner));
        return true;
    });

    private T Has<T>()
        where T : class =>
        inner.TryGet<T>(out var capability) ? capability : throw new UnsupportedCapabilityException(typeof(T).Name);
}
