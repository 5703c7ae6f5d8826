namespace Compute.Framework;

/// <summary>A sandbox that can be stopped and started again with its files.</summary>
public interface IRestartable
{
    /// <summary>Ends all processes of the sandbox and keeps its files. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task StopAsync(CancellationToken cancellationToken = default);

    /// <summary>Starts a stopped sandbox, or ends all processes of a running one and starts it again. Its files are kept.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task RestartAsync(CancellationToken cancellationToken = default);
}
