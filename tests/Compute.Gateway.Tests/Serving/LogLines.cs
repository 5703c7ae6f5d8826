using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.Tests.Serving;

/// <summary>Keeps what is logged, at every level.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<string, bool> _categories = new();

    public string Text => string.Join('\n', _lines);

    /// <summary>The categories that loggers were created for.</summary>
    public ICollection<string> Categories => _categories.Keys;

    public ILogger CreateLogger(string categoryName)
    {
        _categories[categoryName] = true;
        return new Logger(_lines);
    }

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
