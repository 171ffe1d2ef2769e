using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>Keeps what was logged as critical.</summary>
internal sealed class LoudLogger : ILogger
{
    public ConcurrentQueue<string> Critical { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Critical)
        {
            Critical.Enqueue(formatter(state, exception));
        }
    }
}
