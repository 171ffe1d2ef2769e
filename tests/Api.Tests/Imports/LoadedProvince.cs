using CadreWorkflow.Api.Imports;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests.Imports;

/// <summary>A host with the demo province, loaded once for all its tests.</summary>
public sealed class LoadedProvince : IAsyncLifetime
{
    public ApiHost Host { get; private set; } = null!;

    internal DemoLoadResult First { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await ApiHost.StartAsync();
        First = await LoadAsync();
        var head = await Host.Services.GetRequiredService<IEventLog>().PositionAtAsync(null);
        var reached = await Host.Services.GetRequiredService<SubscriptionMonitor>().WaitForPositionAsync(ReadModel.Name, head, TimeSpan.FromMinutes(5));
        Assert.True(reached, "The read side came to the head of the log.");
    }

    internal Task<DemoLoadResult> LoadAsync() =>
        Host.Services.GetRequiredService<DemoLoader>().LoadAsync(Path.Combine(Repository.Root, "samples", "province"), null, CancellationToken.None);

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
