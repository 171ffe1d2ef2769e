using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;

namespace CadreWorkflow.Api.Engine;

/// <summary>Runs every registered subscriber; leases decide which process is at work on which.</summary>
internal sealed class SubscriptionHost(IConfiguration configuration, IEnumerable<ISubscriber> subscribers, EventLog log, ILogger<SubscriptionHost> logger) : IHostedService, IAsyncDisposable
{
    private SubscriptionRunner? _runner;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _runner = new SubscriptionRunner(configuration.AppConnection(), subscribers, signal: log.Signal, logger: logger);
        await _runner.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _runner?.StopAsync() ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _runner?.DisposeAsync() ?? ValueTask.CompletedTask;
}
