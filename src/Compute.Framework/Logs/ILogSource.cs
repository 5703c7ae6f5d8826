namespace Compute.Framework;

/// <summary>A sandbox whose log can be read: what its own main process wrote, not what commands in it write.</summary>
public interface ILogSource
{
    /// <summary>Reads the log from its beginning, or as the options say.</summary>
    /// <param name="options">Which part of the log; all that is there when null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor.</exception>
    IAsyncEnumerable<LogEntry> ReadLogsAsync(LogOptions? options = null, CancellationToken cancellationToken = default);
}
