namespace Compute.Framework.Runtime;

/// <summary>What a generated sandbox class calls: every operation with guard, error mapping, telemetry and emulation.</summary>
public abstract class SandboxCore : IAsyncDisposable
{
    private protected SandboxCore()
    {
    }

    /// <summary>The sandbox's id.</summary>
    public abstract string Id { get; }

    /// <summary>The provider.</summary>
    public abstract ProviderInfo Provider { get; }

    /// <summary>The sandbox's files.</summary>
    public abstract ISandboxFileSystem Files { get; }

    /// <summary>See <see cref="ISandbox.GetInfoAsync"/>.</summary>
    public abstract Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="ISandbox.RunAsync"/>.</summary>
    public abstract Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken);

    /// <summary>See <see cref="ISandbox.StartAsync"/>.</summary>
    public abstract Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken);

    /// <summary>See <see cref="ISandbox.RunCodeAsync"/>.</summary>
    public abstract Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options, CancellationToken cancellationToken);

    /// <summary>See <see cref="ISandbox.DestroyAsync"/>.</summary>
    public abstract Task DestroyAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="ISnapshotSource.CreateSnapshotAsync"/>.</summary>
    public abstract Task<SnapshotInfo> CreateSnapshotAsync(string? name, CancellationToken cancellationToken);

    /// <summary>See <see cref="IBranchable.BranchAsync"/>.</summary>
    public abstract Task<IReadOnlyList<ISandbox>> BranchAsync(int count, CancellationToken cancellationToken);

    /// <summary>See <see cref="IPausable.PauseAsync"/>.</summary>
    public abstract Task PauseAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="IPausable.ResumeAsync"/>.</summary>
    public abstract Task ResumeAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="IRestartable.StopAsync"/>.</summary>
    public abstract Task StopAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="IRestartable.RestartAsync"/>.</summary>
    public abstract Task RestartAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="ILifetimeExtendable.ExtendLifetimeAsync"/>.</summary>
    public abstract Task ExtendLifetimeAsync(TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>See <see cref="IEndpointSource.GetEndpointAsync"/>.</summary>
    public abstract Task<SandboxEndpoint> GetEndpointAsync(int port, CancellationToken cancellationToken);

    /// <summary>See <see cref="ITerminalHost.OpenTerminalAsync"/>.</summary>
    public abstract Task<ISandboxTerminal> OpenTerminalAsync(TerminalOptions? options, CancellationToken cancellationToken);

    /// <summary>See <see cref="ITerminalHost.ListTerminalsAsync"/>.</summary>
    public abstract IAsyncEnumerable<TerminalInfo> ListTerminalsAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="ITerminalHost.GetTerminalAsync"/>.</summary>
    public abstract Task<ISandboxTerminal?> GetTerminalAsync(string terminalId, CancellationToken cancellationToken);

    /// <summary>See <see cref="IProcessTable.ListProcessesAsync"/>.</summary>
    public abstract IAsyncEnumerable<SandboxProcessInfo> ListProcessesAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="IProcessTable.AttachProcessAsync"/>.</summary>
    public abstract Task<ISandboxProcess?> AttachProcessAsync(string processId, CancellationToken cancellationToken);

    /// <summary>See <see cref="IMetricsSource.GetMetricsAsync"/>.</summary>
    public abstract Task<SandboxMetrics> GetMetricsAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="ILogSource.ReadLogsAsync"/>.</summary>
    public abstract IAsyncEnumerable<LogEntry> ReadLogsAsync(LogOptions? options, CancellationToken cancellationToken);

    /// <summary>See <see cref="IHealthSource.CheckHealthAsync"/>.</summary>
    public abstract Task<SandboxHealth> CheckHealthAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="IFileWatcher.WatchAsync"/>.</summary>
    public abstract IAsyncEnumerable<FileChange> WatchAsync(string path, CancellationToken cancellationToken);

    /// <summary>Destroys what is owned, and leaves the rest running.</summary>
    public abstract ValueTask DisposeAsync();
}
