namespace Compute.Framework.Runtime;

/// <content>What is seen of the sandbox from outside.</content>
public sealed partial class SandboxCore<THandle>
{
    /// <inheritdoc/>
    public override Task<SandboxEndpoint> GetEndpointAsync(int port, CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.GetEndpoint,
            this,
            async ValueTask<SandboxEndpoint> () =>
            {
                LimitGuard.Check(_runtime.Info.Capabilities[SandboxOperation.GetEndpoint], port);
                var endpoint = await _runtime.Driver.GetEndpointAsync(Handle, port, cancellationToken).ConfigureAwait(false);
                return EndpointAddress.Complete(endpoint);
            },
            cancellationToken,
            () => Ranges.Port(port, nameof(port)));

    /// <inheritdoc/>
    public override Task<SandboxMetrics> GetMetricsAsync(CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.GetMetrics, this, () => _runtime.Driver.GetMetricsAsync(Handle, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override Task<SandboxHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.CheckHealth, this, () => _runtime.Driver.CheckHealthAsync(Handle, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<LogEntry> ReadLogsAsync(LogOptions? options, CancellationToken cancellationToken)
    {
        options ??= new LogOptions();
        var here = _runtime.Info.Capabilities[SandboxOperation.ReadLogs];
        return _runtime.Read(
            SandboxOperation.ReadLogs,
            this,
            token => _runtime.Driver.ReadLogsAsync(Handle, options, token),
            cancellationToken,
            () => OptionGuard.Check(options, here));
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<FileChange> WatchAsync(string path, CancellationToken cancellationToken)
    {
        CommandGuard.CheckPath(path, nameof(path));
        return _runtime.Read(
            SandboxOperation.WatchFiles, this, token => _runtime.Driver.WatchFilesAsync(Handle, path, token), cancellationToken);
    }
}
