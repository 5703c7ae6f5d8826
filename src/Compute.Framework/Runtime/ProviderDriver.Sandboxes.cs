namespace Compute.Framework.Runtime;

/// <content>The optional operations of sandboxes.</content>
public abstract partial class ProviderDriver<THandle>
{
    /// <summary>Calls the method of <see cref="SandboxOperation.Pause"/>.</summary>
    public virtual ValueTask PauseAsync(THandle handle, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.Pause);

    /// <summary>Calls the method of <see cref="SandboxOperation.Resume"/>.</summary>
    public virtual ValueTask ResumeAsync(THandle handle, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.Resume);

    /// <summary>Calls the method of <see cref="SandboxOperation.StopSandbox"/>.</summary>
    public virtual ValueTask StopSandboxAsync(THandle handle, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.StopSandbox);

    /// <summary>Calls the method of <see cref="SandboxOperation.RestartSandbox"/>.</summary>
    public virtual ValueTask RestartSandboxAsync(THandle handle, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.RestartSandbox);

    /// <summary>Calls the method of <see cref="SandboxOperation.ExtendLifetime"/>.</summary>
    public virtual ValueTask ExtendLifetimeAsync(THandle handle, TimeSpan lifetime, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ExtendLifetime);

    /// <summary>Calls the method of <see cref="SandboxOperation.GetEndpoint"/>.</summary>
    public virtual ValueTask<SandboxEndpoint> GetEndpointAsync(THandle handle, int port, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.GetEndpoint);

    /// <summary>Calls the method of <see cref="SandboxOperation.OpenTerminal"/>.</summary>
    public virtual ValueTask<TerminalChannel> OpenTerminalAsync(
        THandle handle, TerminalOptions options, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.OpenTerminal);

    /// <summary>Calls the method of <see cref="SandboxOperation.ListProcesses"/>.</summary>
    public virtual IAsyncEnumerable<SandboxProcessInfo> ListProcessesAsync(THandle handle, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ListProcesses);

    /// <summary>Calls the method of <see cref="SandboxOperation.AttachProcess"/>.</summary>
    public virtual ValueTask<ProcessChannel?> AttachProcessAsync(THandle handle, string processId, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.AttachProcess);

    /// <summary>Calls the method of <see cref="SandboxOperation.GetMetrics"/>.</summary>
    public virtual ValueTask<SandboxMetrics> GetMetricsAsync(THandle handle, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.GetMetrics);

    /// <summary>Calls the method of <see cref="SandboxOperation.ReadLogs"/>.</summary>
    public virtual IAsyncEnumerable<LogEntry> ReadLogsAsync(THandle handle, LogOptions options, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ReadLogs);

    /// <summary>Calls the method of <see cref="SandboxOperation.CheckHealth"/>.</summary>
    public virtual ValueTask<SandboxHealth> CheckHealthAsync(THandle handle, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.CheckHealth);

    /// <summary>Calls the method of <see cref="SandboxOperation.WatchFiles"/>.</summary>
    public virtual IAsyncEnumerable<FileChange> WatchFilesAsync(THandle handle, string path, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.WatchFiles);
}
