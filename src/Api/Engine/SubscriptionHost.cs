using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;

namespace CadreWorkflow.Api.Engine;

/// <summary>Runs every registered subscriber; leases decide which process is at work on which.</summary>
public sealed class SubscriptionHost(IConfiguration configuration, IEnumerable<ISubscriber> subscribers, EventLog log, ILogger<SubscriptionHost> logger) : IHostedService, IAsyncDisposable
{
    private SubscriptionRunner? _runner;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _runner = new SubscriptionRunner(configuration.AppConnection(), subscribers, signal: log.Signal, logger: logger);
        await _runner.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => _runner?.StopAsync() ?? Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _runner, null) is { } runner)
        {
            await runner.DisposeAsync();
        }
    }
}
