using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.EventStore.Worker;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

public sealed class SubscriptionTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private Cluster.TestDatabase _database = null!;
    private EventLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        _log = new EventLog(_database.AppConnectionString);
        await RunAsync(_database.OwnerConnectionString, RowSubscriber.TableSql("rows_v1", Cluster.CadreDatabase.AppRole));
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_subscriber_sees_every_event_once_in_position_order()
    {
        await using var runner = new SubscriptionRunner(_database.AppConnectionString, [new RowSubscriber("rows_v1")], new() { BatchSize = 7 }, _log.Signal);
        await using var monitor = new SubscriptionMonitor(_database.AppConnectionString);
        await _log.AppendAsync(Append(NewStream(), 0, 20));
        await runner.StartAsync();

        var last = Stored(await _log.AppendAsync(Append(NewStream(), 0, 5)));

        Assert.True(await monitor.WaitForPositionAsync("rows_v1", last.Position, Long));
        Assert.Equal(25, await ScalarAsync<long>(_database.OwnerConnectionString, "select count(*) from cadre.rows_v1"));
        Assert.Equal(0, await ScalarAsync<long>(
            _database.OwnerConnectionString, "select count(*) from (select position < lag(position) over (order by arrival) as back from cadre.rows_v1) r where back"));
        var status = Assert.Single(await monitor.StatusAsync());
        Assert.Equal(("rows_v1", last.Position, last.Position, 0L, TimeSpan.Zero, true, false),
            (status.Subscription, status.Position, status.Head, status.LagEvents, status.Lag, status.Owned, status.IsPoisoned));
    }
}
