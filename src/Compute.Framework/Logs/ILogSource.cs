namespace Compute.Framework;

/// <summary>A sandbox whose log can be read: the output of its main process, not that of commands in it.</summary>
public interface ILogSource
{
    /// <summary>Reads the log from its beginning, or the part that the options specify.</summary>
    /// <param name="options">The part of the log to read; the complete current log if null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor.</exception>
    IAsyncEnumerable<LogEntry> ReadLogsAsync(LogOptions? options = null, CancellationToken cancellationToken = default);
}
